namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary><c>GET /relay</c> as a script sees it.</summary>
internal sealed record RelayPageView(string Mode, RelayPageView.HeldView Held, IReadOnlyList<RelayPageView.ContactView> PerContact, RelayPageView.OwnView Own, int Tombstones)
{
    internal sealed record HeldView(int Envelopes, long Bytes, long LimitBytes);

    internal sealed record ContactView(string PublicKey, int Envelopes, long Bytes, long InToday, long OutToday, bool Hidden, string? ReceiptPolicy, string? MailKeys, IReadOnlyList<ExpectedView>? Expected);

    internal sealed record ExpectedView(long SizeBytes, DateTimeOffset Written, DateTimeOffset Until);

    internal sealed record OwnView(int InFlight, int Delivered, int Escalations);
}
