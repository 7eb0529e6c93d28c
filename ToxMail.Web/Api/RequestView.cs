using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary>Somebody who asks to become a contact.</summary>
/// <param name="PublicKey">Who.</param>
/// <param name="Message">What he says; of a first letter subject and text.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="ForMember">Who is accepted becomes a member of this store node and no contact.</param>
/// <param name="JoinFault">Why a request to join was not granted at once: <c>bad-stamp</c>, <c>full</c> or <c>no-store</c>.</param>
/// <param name="Via"><c>tox</c>, or <c>intro</c> for a first letter that others carried.</param>
/// <param name="Name">What he calls himself in his letter.</param>
/// <param name="Card">His mail card, in a first letter.</param>
internal sealed record RequestView(string PublicKey, string Message, DateTimeOffset ReceivedAt, bool ForMember, string? JoinFault, string Via, string? Name, string? Card)
{
    public static RequestView Of(ContactRequest request) => new(
        request.PublicKey.ToString(),
        request.Message,
        request.ReceivedAt,
        request.IsForMember,
        StoreWords.Of(request.JoinFault),
        request.Card is null ? "tox" : "intro",
        request.Name,
        request.Card is { } card ? MailCards.LinkOf(card) : null);
}
