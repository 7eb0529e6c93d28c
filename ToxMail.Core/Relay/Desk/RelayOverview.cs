using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Relay.Desk;

/// <summary>The relay at one moment.</summary>
public sealed record RelayOverview
{
    /// <summary>In force.</summary>
    public required RelayLimits Limits { get; init; }

    /// <summary>Of the configuration, before the user changed any.</summary>
    public required RelayLimits Configured { get; init; }

    /// <summary>Held for others.</summary>
    public required int Envelopes { get; init; }

    /// <summary>Their bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Own ones held until contacts have taken them, or they are done with.</summary>
    public required int OwnEnvelopes { get; init; }

    /// <summary>Envelopes remembered as deleted.</summary>
    public required int Tombstones { get; init; }

    /// <summary>Accepted contacts, by name.</summary>
    public required IReadOnlyList<RelayContact> Contacts { get; init; }

    /// <summary>Own mails handed over and not confirmed.</summary>
    public required int InFlight { get; init; }

    /// <summary>Own mails that a receipt through others confirmed.</summary>
    public required int Delivered { get; init; }

    /// <summary>Own mails that were handed over more than once.</summary>
    public required int Escalated { get; init; }

    /// <summary>The oldest of those in flight.</summary>
    public required IReadOnlyList<RelayedEntry> OnTheirWay { get; init; }
}
