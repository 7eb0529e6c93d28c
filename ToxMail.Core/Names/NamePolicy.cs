using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>What follows from a finding: pure, so that its tests can try everything. Nothing but a proof ever lets mail go or a contact in by itself.</summary>
internal static class NamePolicy
{
    /// <summary>Mail to a name that is not pinned.</summary>
    internal static NameVerdict ForMail(MailAddress name, NameFinding finding, bool addProved, DateTimeOffset nextCheckAt) => finding switch
    {
        NameFinding.Proved proved when addProved => new NameVerdict.AddAndDeliver(
            new NewPin { Name = name, Id = proved.Id, Proof = proved.Proof, Why = proved.Why, NextCheckAt = nextCheckAt }),
        NameFinding.Proved proved => new NameVerdict.Park(proved.Id, proved.Why),
        NameFinding.Unverified found => new NameVerdict.Park(found.Id, found.Why),
        NameFinding.Failed { Fault: NameFault.SwitchedOff } off => new NameVerdict.Refuse(off.Fault, off.Why),
        NameFinding.Failed failed => new NameVerdict.Later(failed.Why),
        NameFinding.Absent absent => new NameVerdict.Refuse(absent.Fault, absent.Why),
        _ => new NameVerdict.Refuse(NameFault.Bogus, finding.Why),
    };

    /// <summary>What a new look changes about a pin; its key never, and nothing at all when the look failed.</summary>
    internal static PinCheck? ForPin(NamePin pin, NameFinding finding) => finding switch
    {
        NameFinding.Failed => null,
        NameFinding.Absent absent => new PinCheck { State = PinState.Gone, Why = absent.Why },
        NameFinding.Bogus bogus => new PinCheck { State = PinState.Bogus, Why = bogus.Why },
        _ => ForPinnedKey(pin, finding, finding.FoundId!.Value),
    };

    /// <summary>What a look found about a name that the user publishes; the state is null when the look failed.</summary>
    internal static OwnNameState? ForOwnName(PublicKey own, NameFinding finding) => finding switch
    {
        NameFinding.Failed => null,
        NameFinding.Absent => OwnNameState.Missing,
        NameFinding.Bogus => OwnNameState.Bogus,
        _ when finding.FoundId!.Value.PublicKey != own => OwnNameState.OtherKey,
        NameFinding.Proved => OwnNameState.Proved,
        _ => OwnNameState.Unproved,
    };

    private static PinCheck ForPinnedKey(NamePin pin, NameFinding finding, ToxId found)
    {
        var proof = (finding as NameFinding.Proved)?.Proof;
        if (found.PublicKey == pin.PublicKey)
        {
            return new PinCheck { State = PinState.Same, Why = finding.Why, Proof = proof, Nospam = found.Nospam };
        }

        return found.PublicKey == pin.DeclinedKey
            ? new PinCheck { State = PinState.Same, Why = "The name leads to another key now, which you declined." }
            : new PinCheck { State = PinState.Changed, Why = proof is null ? "The name leads to another key now; nothing proves that one." : $"The name leads to another key now; {finding.Why}", OtherKey = found.PublicKey };
    }
}
