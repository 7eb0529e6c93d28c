namespace ToxMail.Tests.Support.Nodes;

internal sealed record StatusView(
    string Version,
    string ToxId,
    string PublicKey,
    string Address,
    string Connection,
    string DhtKey,
    int UdpPort,
    int TcpRelayPort,
    IReadOnlyList<ListenerView> Listeners,
    OutboxSummary Outbox,
    string? MailCard = null);
