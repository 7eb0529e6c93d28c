using ToxMail.Core.Messages;

namespace ToxMail.Core.Delivery;

/// <summary>Why a notice is written, and who says so: a notice quotes the contact's program only with what that program said.</summary>
/// <param name="Reason">What happened.</param>
/// <param name="PeerText">The contact's own words.</param>
/// <param name="Detail">What this node knows beside the reason, in its own words.</param>
internal readonly record struct NoticeCause(NoticeReason Reason, string? PeerText = null, string? Detail = null);
