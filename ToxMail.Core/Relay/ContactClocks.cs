using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;

namespace ToxMail.Core.Relay;

/// <summary>The clocks of the contacts that are online, as they said when they greeted and run on since, whatever happens to ours.</summary>
internal sealed class ContactClocks(TimeProvider time)
{
    /// <summary>Seconds; a contact may claim any clock.</summary>
    private const long FarOff = 1_000_000_000;

    private readonly Dictionary<PublicKey, (long Clock, long HeardAt)> _clocks = [];

    /// <summary>Nobody is online.</summary>
    internal bool AreUnknown => _clocks.Count == 0;

    /// <summary>Ours may date envelopes, and say which are too old.</summary>
    internal bool AgreeWithOurs => ClockJudgement.IsTrusted([.. _clocks.Values.Select(DifferenceNow)]);

    /// <param name="contact">Who greeted.</param>
    /// <param name="clock">In Unix seconds.</param>
    /// <returns>True when it is the first to ask.</returns>
    internal bool Heard(PublicKey contact, long clock)
    {
        var wasUnknown = AreUnknown;
        _clocks[contact] = (clock, time.GetTimestamp());
        return wasUnknown;
    }

    internal void Gone(PublicKey contact) => _clocks.Remove(contact);

    private TimeSpan DifferenceNow((long Clock, long HeardAt) heard)
    {
        var ours = time.GetUtcNow() - time.GetElapsedTime(heard.HeardAt);
        return TimeSpan.FromSeconds(Math.Clamp(heard.Clock - ours.ToUnixTimeSeconds(), -FarOff, FarOff));
    }
}
