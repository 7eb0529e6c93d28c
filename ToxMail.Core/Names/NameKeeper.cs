using ToxMail.Core.Addressing;
using ToxMail.Core.Store;

namespace ToxMail.Core.Names;

/// <summary>Looks up again what is known already, and writes down what that changes.</summary>
public sealed class NameKeeper(NameLookup lookup, NamePins pins, OwnNames ownNames, OwnIdentity own, NamesOptions options, TimeProvider time)
{
    private const int AtOnce = 100;

    /// <summary>Looks at a name the user publishes, from outside; null when there is no such name.</summary>
    public async Task<OwnName?> CheckOwnAsync(MailAddress name, CancellationToken ct)
    {
        if (await ownNames.FindAsync(name, ct) is null)
        {
            return null;
        }

        var finding = await FindAsync(name, ct);
        var zone = (finding as NameFinding.Proved)?.Proof.Zone;
        var state = NamePolicy.ForOwnName(own.PublicKey, finding);
        await ownNames.RecordAsync(name, state, finding.Why, state == OwnNameState.Proved ? zone : null, NextCheck(), ct);
        return await ownNames.FindAsync(name, ct);
    }

    /// <summary>Looks at a pinned name.</summary>
    internal async Task CheckAsync(NamePin pin, CancellationToken ct)
    {
        if (MailAddress.TryParse(pin.Name, out var name))
        {
            var finding = await FindAsync(name, ct);
            var check = NamePolicy.ForPin(pin, finding) ?? new PinCheck { State = pin.State, Why = pin.Why, OtherKey = pin.OtherKey };
            await pins.RecordAsync(name, pin.PublicKey, check, NextCheck(), ct);
        }
    }

    /// <summary>Looks at what the time has come for, a bounded number at once.</summary>
    internal async Task CheckDueAsync(CancellationToken ct)
    {
        foreach (var pin in await pins.DueAsync(AtOnce, ct))
        {
            await CheckAsync(pin, ct);
        }

        foreach (var name in await ownNames.DueAsync(ct))
        {
            if (MailAddress.TryParse(name.Name, out var address))
            {
                await CheckOwnAsync(address, ct);
            }
        }
    }

    private async Task<NameFinding> FindAsync(MailAddress name, CancellationToken ct) =>
        NameFinding.Of(await lookup.LookUpAsync(name, fresh: true, ct), await pins.IsDomainSignedAsync(name, ct));

    private DateTimeOffset NextCheck() => time.GetUtcNow() + CheckTimes.Spread(options.CheckPinsEvery);
}
