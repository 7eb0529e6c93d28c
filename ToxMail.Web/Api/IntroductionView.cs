using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.Letters;

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
