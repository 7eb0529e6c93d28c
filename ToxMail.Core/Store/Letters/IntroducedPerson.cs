using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Letters;

/// <summary>Somebody whom a mail introduces.</summary>
/// <param name="Card">Whom.</param>
/// <param name="Name">What the introducer calls him, or empty.</param>
public sealed record IntroducedPerson(ContactCard Card, string Name);
