using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>Someone asks to become a contact.</summary>
public sealed record ContactRequest(PublicKey PublicKey, string Message, DateTimeOffset ReceivedAt);
