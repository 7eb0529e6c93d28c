using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Letters;

/// <summary>A contact who may be written to by an intro.</summary>
/// <param name="Card">Its card.</param>
/// <param name="IntroSentAt">When it was last sent one.</param>
internal sealed record IntroCandidate(ContactCard Card, DateTimeOffset? IntroSentAt);
