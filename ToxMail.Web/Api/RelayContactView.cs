using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>What one contact costs and gives; the two sums are since midnight UTC.</summary>
internal sealed record RelayContactView(
    string PublicKey,
    int Envelopes,
    long Bytes,
    long InToday,
    long OutToday,
    bool Carry,
    bool Hidden,
    string ReceiptPolicy,
    bool OwnMail,
    string MailKeys,
    DateTimeOffset? LastSync,
    IReadOnlyList<ExpectedMailView> Expected)
{
    public static RelayContactView Of(RelayContact relay, RelayDesk desk) => new(
        relay.Contact.PublicKey.ToString(),
        relay.Envelopes,
        relay.Bytes,
        relay.InToday,
        relay.OutToday,
        relay.Contact.Relay.Carry,
        relay.Contact.Relay.IsHidden,
        Words.Of(desk.PolicyFor(relay.Contact).Policy),
        relay.Contact.Relay.OwnMail,
        Words.Of(relay.Keys),
        relay.LastSync,
        [.. relay.Expected.Select(ExpectedMailView.Of)]);
}
