using ToxMail.Core.Store;

namespace ToxMail.Web.Api;

/// <summary>Somebody who asks to become a contact.</summary>
/// <param name="PublicKey">Who.</param>
/// <param name="Message">What he says.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="ForMember">Who is accepted becomes a member of this store node and no contact.</param>
/// <param name="JoinFault">Why a request to join was not granted at once: <c>bad-stamp</c>, <c>full</c> or <c>no-store</c>.</param>
internal sealed record RequestView(string PublicKey, string Message, DateTimeOffset ReceivedAt, bool ForMember, string? JoinFault)
{
    public static RequestView Of(ContactRequest request) =>
        new(request.PublicKey.ToString(), request.Message, request.ReceivedAt, request.IsForMember, StoreWords.Of(request.JoinFault));
}
