using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>An own x that is published later.</summary>
internal sealed record PlannedRelease(Tombstone Release, DateTimeOffset Due);
