using ToxMail.Core.Relay;
using ToxMail.Core.Store;

namespace ToxMail.Web.Api;

/// <summary>Somebody whom a contact introduced.</summary>
internal sealed record IntroductionView(string PublicKey, string IntroducedBy, string Name, string Card, DateTimeOffset ReceivedAt)
{
    public static IntroductionView Of(Introduction introduction) => new(
        introduction.Card.PublicKey.ToString(),
        introduction.IntroducedBy.ToString(),
        introduction.Name,
        MailCards.LinkOf(introduction.Card),
        introduction.ReceivedAt);
}
