using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>An address found in the value of a header field.</summary>
/// <param name="Start">Where it begins in the value.</param>
/// <param name="End">Where it ends.</param>
/// <param name="FoldAt">Where a line may be broken before it: ahead of its angle bracket when it has one.</param>
/// <param name="InDisplayName">True when an angle bracket follows, as in <c>a@b &lt;c@d&gt;</c>: a display name that looks like an address.</param>
/// <param name="Address">Its meaning; null when it breaks a rule of mail addresses.</param>
internal readonly record struct FoundAddress(int Start, int End, int FoldAt, bool InDisplayName, MailAddress? Address);
