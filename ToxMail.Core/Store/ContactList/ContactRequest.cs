using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.ContactList;

/// <summary>Someone asks to become a contact.</summary>
/// <param name="PublicKey">Who.</param>
/// <param name="Message">What he says: the text of the request, or subject and text of his first letter.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Instance">The own Tox instance that was asked, from 1.</param>
/// <param name="JoinFault">Why it was not granted, if it asks this store node for a place.</param>
public sealed record ContactRequest(PublicKey PublicKey, string Message, DateTimeOffset ReceivedAt, int Instance, JoinFault JoinFault)
{
    /// <summary>Who is accepted becomes a member of the store node and no contact.</summary>
    public bool IsForMember => Card is null && (JoinFault is JoinFault.BadStamp or JoinFault.Full || Instance > 1);

    /// <summary>What he calls himself in his first letter; null when he asked over Tox.</summary>
    public string? Name { get; init; }

    /// <summary>His mail card, when he wrote a first letter.</summary>
    public ContactCard? Card { get; init; }
}
