namespace ToxMail.Web.Api;

/// <summary>The node at a glance.</summary>
internal sealed record StatusView
{
    public required string Version { get; init; }

    public required string ToxId { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>The mail address others write to.</summary>
    public required string Address { get; init; }

    /// <summary>What others add to write to the user without having met: a <c>toxmail:</c> link. Null in the first moments, until the mail keys are loaded.</summary>
    public required string? MailCard { get; init; }

    /// <summary><c>none</c>, <c>tcp</c> or <c>udp</c>.</summary>
    public required string Connection { get; init; }

    /// <summary>The key others use to bootstrap to this node; new at every start.</summary>
    public required string DhtKey { get; init; }

    /// <summary>0 when UDP is off.</summary>
    public required int UdpPort { get; init; }

    /// <summary>0 when this node is no TCP relay.</summary>
    public required int TcpRelayPort { get; init; }

    public required string ToxcoreVersion { get; init; }

    public required IReadOnlyList<ListenerView> Listeners { get; init; }

    public required OutboxSummary Outbox { get; init; }

    public required RelaySummary Relay { get; init; }
}
