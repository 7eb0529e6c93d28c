using ToxMail.Core.Store;

namespace ToxMail.Web.Api;

/// <summary>Somebody who asks to become a contact.</summary>
internal sealed record RequestView(string PublicKey, string Message, DateTimeOffset ReceivedAt)
{
    public static RequestView Of(ContactRequest request) => new(request.PublicKey.ToString(), request.Message, request.ReceivedAt);
}
