using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;

namespace ToxMail.Core.Relay;

/// <summary>The clocks of the contacts that are online, as they said when they greeted and run on since, whatever happens to ours.</summary>
internal sealed class ContactClocks(TimeProvider time)
{
    /// <summary>Seconds; a contact may claim any clock.</summary>
    private const long FarOff = 1_000_000_000;

    private readonly Dictionary<PublicKey, (long Clock, long HeardAt, bool IsMember)> _clocks = [];

    /// <summary>Nobody is online.</summary>
    internal bool AreUnknown => _clocks.Count == 0;

    /// <summary>Ours may date envelopes, and say which are too old. Members of a store node are strangers: they are asked only where no contact is online.</summary>
    internal bool AgreeWithOurs
    {
        get
        {
            var areAllMembers = _clocks.Values.All(static heard => heard.IsMember);
            return ClockJudgement.IsTrusted([.. _clocks.Values.Where(heard => areAllMembers || !heard.IsMember).Select(heard => DifferenceNow(heard.Clock, heard.HeardAt))]);
        }
    }

    /// <param name="contact">Who greeted.</param>
    /// <param name="clock">In Unix seconds.</param>
    /// <param name="isMember">It is a member of this store node and no contact.</param>
    /// <returns>True when it is the first to ask.</returns>
    internal bool Heard(PublicKey contact, long clock, bool isMember)
    {
        var wasUnknown = AreUnknown;
        _clocks[contact] = (clock, time.GetTimestamp(), isMember);
        return wasUnknown;
    }

    internal void Gone(PublicKey contact) => _clocks.Remove(contact);

    private TimeSpan DifferenceNow(long clock, long heardAt)
    {
        var ours = time.GetUtcNow() - time.GetElapsedTime(heardAt);
        return TimeSpan.FromSeconds(Math.Clamp(clock - ours.ToUnixTimeSeconds(), -FarOff, FarOff));
    }
}
