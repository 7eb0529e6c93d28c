using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Letters;

/// <summary>A contact has introduced somebody; the user adds him or does not.</summary>
/// <param name="Card">Whom.</param>
/// <param name="IntroducedBy">The contact.</param>
/// <param name="Name">What the contact calls him, or empty.</param>
/// <param name="ReceivedAt">When.</param>
public sealed record Introduction(ContactCard Card, PublicKey IntroducedBy, string Name, DateTimeOffset ReceivedAt);
