using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>Looks up again what is known already, and writes down what that changes.</summary>
public sealed class NameKeeper(NameLookup lookup, NamePins pins, OwnNames ownNames, OwnIdentity own, NamesOptions options, TimeProvider time)
{
    private const int AtOnce = 100;

    /// <summary>Looks at a name the user publishes, from outside; null when there is no such name.</summary>
    public async Task<OwnName?> CheckOwnAsync(MailAddress name, CancellationToken cancellationToken)
    {
        if (await ownNames.FindAsync(name, cancellationToken) is null)
        {
            return null;
        }

        var finding = await FindAsync(name, cancellationToken);
        var zone = (finding as NameFinding.Proved)?.Proof.Zone;
        var state = NamePolicy.ForOwnName(own.PublicKey, finding);
        await ownNames.RecordAsync(name, state, finding.Why, state == OwnNameState.Proved ? zone : null, NextCheck(), cancellationToken);
        return await ownNames.FindAsync(name, cancellationToken);
    }

    /// <summary>Looks at a pinned name.</summary>
    internal async Task CheckAsync(NamePin pin, CancellationToken cancellationToken)
    {
        if (MailAddress.TryParse(pin.Name, out var name))
        {
            var finding = await FindAsync(name, cancellationToken);
            var check = NamePolicy.ForPin(pin, finding) ?? new PinCheck { State = pin.State, Why = pin.Why, OtherKey = pin.OtherKey };
            await pins.RecordAsync(name, pin.PublicKey, check, NextCheck(), cancellationToken);
        }
    }

    /// <summary>Looks at what the time has come for, a bounded number at once.</summary>
    internal async Task CheckDueAsync(CancellationToken cancellationToken)
    {
        foreach (var pin in await pins.DueAsync(AtOnce, cancellationToken))
        {
            await CheckAsync(pin, cancellationToken);
        }

        foreach (var name in await ownNames.DueAsync(cancellationToken))
        {
            if (MailAddress.TryParse(name.Name, out var address))
            {
                await CheckOwnAsync(address, cancellationToken);
            }
        }
    }

    private async Task<NameFinding> FindAsync(MailAddress name, CancellationToken cancellationToken) =>
        NameFinding.Of(await lookup.LookUpAsync(name, fresh: true, cancellationToken), await pins.IsDomainSignedAsync(name, cancellationToken));

    private DateTimeOffset NextCheck() => time.GetUtcNow() + CheckTimes.Spread(options.CheckPinsEvery);
}
