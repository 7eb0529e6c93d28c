namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>What <c>GET /contacts/{key}</c> says of store nodes.</summary>
internal sealed record StoreMarkView(StoreMarkView.RelayView Relay)
{
    internal sealed record RelayView(bool Store, bool SaysStore);
}
