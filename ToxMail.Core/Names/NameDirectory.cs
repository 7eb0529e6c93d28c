using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>Where a name leads, for whoever sends mail or adds contacts: the pin first, then DNS, under the rules of <see cref="NamePolicy"/>.</summary>
public sealed class NameDirectory(NameLookup lookup, NamePins pins, OwnNames ownNames, Contacts contacts, OwnIdentity own, NamesOptions options, TimeProvider time)
{
    /// <summary>What is done with mail to a name. Ends within the time of a lookup.</summary>
    public async Task<NameVerdict> ResolveAsync(MailAddress name, CancellationToken cancellationToken)
    {
        if (ownNames.Owns(name))
        {
            return new NameVerdict.Own();
        }

        if (await pins.FindAsync(name, cancellationToken) is { } pin)
        {
            return await DeliverAsync(pin.PublicKey, cancellationToken);
        }

        var verdict = NamePolicy.ForMail(name, await FindAsync(name, fresh: false, cancellationToken), options.AddProved, NextCheck());
        return FoundKey(verdict) is { } found ? await JudgeKeyAsync(verdict, found, cancellationToken) : verdict;
    }

    /// <summary>What DNS says of a name and what is known of it, adding nothing.</summary>
    public async Task<NameSight> LookAsync(MailAddress name, bool fresh, CancellationToken cancellationToken)
    {
        var answer = await lookup.LookUpAsync(name, fresh, cancellationToken);
        var finding = NameFinding.Of(answer, await pins.IsDomainSignedAsync(name, cancellationToken));
        return new NameSight(finding, answer is NameAnswer.Found { HasRecordSignature: true }, await pins.FindAsync(name, cancellationToken));
    }

    /// <summary>
    /// Adds the contact a name leads to. Without a proof that takes the user's word: <paramref name="accepted"/>, the very Tox ID that was found,
    /// so that another answer cannot take its place in between.
    /// </summary>
    public async Task<AddNameResult> AddContactAsync(MailAddress name, ToxId? accepted, string? alias, string? message, CancellationToken cancellationToken)
    {
        if (ownNames.Owns(name))
        {
            return new AddNameResult.Judged(own.PublicKey, new AddContactResult.OwnAddress());
        }

        if (await pins.FindAsync(name, cancellationToken) is { } known)
        {
            return new AddNameResult.Judged(known.PublicKey, new AddContactResult.AlreadyContact(known.PublicKey));
        }

        var finding = await FindAsync(name, fresh: false, cancellationToken);
        return finding switch
        {
            NameFinding.Proved proved => await AddAsync(name, proved.Id, proved.Proof, proved.Why, alias, message, cancellationToken),
            NameFinding.Unverified found when found.Id == accepted => await AddAsync(name, found.Id, null, "Found in DNS without proof; you accepted it.", alias, message, cancellationToken),
            NameFinding.Unverified found => new AddNameResult.NotProved(found.Id, found.Why),
            _ => new AddNameResult.NotFound(finding),
        };
    }

    /// <summary>
    /// The user takes the key that a pinned name leads to now. It is looked up once more, and has to be <paramref name="wanted"/>, which the user saw.
    /// </summary>
    public async Task<AddNameResult> TakeNewKeyAsync(MailAddress name, PublicKey wanted, CancellationToken cancellationToken)
    {
        var finding = await FindAsync(name, fresh: true, cancellationToken);
        if (finding.FoundId is not { } id)
        {
            return new AddNameResult.NotFound(finding);
        }

        if (id.PublicKey != wanted)
        {
            return new AddNameResult.NotProved(id, "the name leads to yet another key by now");
        }

        return id.PublicKey == own.PublicKey
            ? new AddNameResult.Judged(id.PublicKey, new AddContactResult.OwnAddress())
            : new AddNameResult.Judged(id.PublicKey, await pins.MoveAsync(Pin(name, id, (finding as NameFinding.Proved)?.Proof, finding.Why), cancellationToken));
    }

    private async Task<NameFinding> FindAsync(MailAddress name, bool fresh, CancellationToken cancellationToken) => (await LookAsync(name, fresh, cancellationToken)).Finding;

    private async Task<AddNameResult> AddAsync(MailAddress name, ToxId id, NameProof? proof, string why, string? alias, string? message, CancellationToken cancellationToken) =>
        new AddNameResult.Judged(id.PublicKey, id.PublicKey == own.PublicKey
            ? new AddContactResult.OwnAddress()
            : await pins.AddContactAsync(Pin(name, id, proof, why), alias, message, cancellationToken));

    private async Task<NameVerdict> DeliverAsync(PublicKey key, CancellationToken cancellationToken) => await contacts.FindAsync(key, cancellationToken) switch
    {
        { State: ContactState.Blocked } => Blocked,
        { } contact => new NameVerdict.Deliver(key, contact.State == ContactState.Contact),
        null => new NameVerdict.Later("the contact was removed just now"),
    };

    /// <summary>A name that leads to the user is proved or worth nothing, and a blocked key gets no mail by another way.</summary>
    private async Task<NameVerdict> JudgeKeyAsync(NameVerdict verdict, PublicKey found, CancellationToken cancellationToken)
    {
        if (found == own.PublicKey)
        {
            return verdict is NameVerdict.AddAndDeliver ? new NameVerdict.Own() : verdict;
        }

        return await contacts.FindAsync(found, cancellationToken) is { State: ContactState.Blocked } ? Blocked : verdict;
    }

    private static PublicKey? FoundKey(NameVerdict verdict) => verdict switch
    {
        NameVerdict.AddAndDeliver add => add.Pin.Id.PublicKey,
        NameVerdict.Park park => park.Id.PublicKey,
        _ => null,
    };

    private static NameVerdict.Refuse Blocked => new(null, "you blocked this contact");

    private NewPin Pin(MailAddress name, ToxId id, NameProof? proof, string why) =>
        new() { Name = name, Id = id, Proof = proof, Why = why, NextCheckAt = NextCheck() };

    private DateTimeOffset NextCheck() => time.GetUtcNow() + CheckTimes.Spread(options.CheckPinsEvery);
}
