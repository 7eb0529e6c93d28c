using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.Schema;

/// <summary>What pinning names does inside a transaction.</summary>
internal static class PinWrites
{
    internal static Task<PinnedName?> PinAsync(this ToxMailDb db, string name) => db.PinnedNames.AsTracking().SingleOrDefaultAsync(pin => pin.Name == name);

    /// <summary>Adds the contact that a name leads to, and the pin with it. A name that leads to somebody else by now changes nothing.</summary>
    internal static async Task<AddContactResult> AddContactAsync(this ToxMailDb db, NewPin wanted, string? alias, string message, DateTimeOffset now)
    {
        if (await db.PinAsync(NameKey.Of(wanted.Name)) is { } pin && pin.PublicKey != wanted.Id.PublicKey)
        {
            return new AddContactResult.NameLeadsElsewhere();
        }

        var result = await db.AddKeyAsync(wanted.Id.PublicKey, wanted.Id.Nospam, alias, message, now);
        if (result is AddContactResult.Added or AddContactResult.NospamUpdated or AddContactResult.RequestAccepted or AddContactResult.AlreadyContact)
        {
            await db.PinAsync(wanted, now);
        }

        return result;
    }

    /// <summary>Pins the name to a key that is a contact; a proof is never replaced by none.</summary>
    internal static async Task PinAsync(this ToxMailDb db, NewPin wanted, DateTimeOffset now)
    {
        if (await db.PinAsync(NameKey.Of(wanted.Name)) is not { } pin)
        {
            pin = New(wanted, now);
            db.Add(pin);
        }

        if (wanted.Proof is { } proof)
        {
            await db.ProveAsync(pin, wanted.Name, proof);
            pin.Why = wanted.Why;
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Moves the name, and the alias of the contact it led to, to another key, which becomes a contact.</summary>
    internal static async Task<AddContactResult> MoveAsync(this ToxMailDb db, NewPin wanted, string message, DateTimeOffset now)
    {
        if (await db.PinAsync(NameKey.Of(wanted.Name)) is not { } pin)
        {
            return new AddContactResult.NameLeadsElsewhere();
        }

        var result = await db.AddKeyAsync(wanted.Id.PublicKey, wanted.Id.Nospam, null, message, now);
        if (result is AddContactResult.Blocked)
        {
            return result;
        }

        await db.MoveAliasAsync(pin.PublicKey, wanted.Id.PublicKey);
        db.Remove(pin);
        await db.SaveChangesAsync();
        await db.PinAsync(wanted, now);
        return result;
    }

    /// <summary>Writes down what a new look found; nothing when the pin went meanwhile, or leads to another key.</summary>
    internal static async Task<bool> RecordAsync(this ToxMailDb db, MailAddress name, PublicKey checkedKey, PinCheck check, DateTimeOffset nextCheckAt, DateTimeOffset now)
    {
        if (await db.PinAsync(NameKey.Of(name)) is not { } pin || pin.PublicKey != checkedKey)
        {
            return false;
        }

        (pin.State, pin.Why, pin.OtherKey) = (check.State, check.Why, check.OtherKey);
        (pin.CheckedAt, pin.NextCheckAt) = (now, nextCheckAt);
        if (check.Proof is { } proof)
        {
            await db.ProveAsync(pin, name, proof);
        }

        if (check.Nospam is { } nospam && await db.ContactAsync(checkedKey) is { } contact)
        {
            contact.Nospam = nospam;
        }

        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>The user does not want the key that the name leads to now.</summary>
    internal static async Task<bool> DeclineAsync(this ToxMailDb db, string name)
    {
        if (await db.PinAsync(name) is not { State: PinState.Changed } pin)
        {
            return false;
        }

        pin.DeclinedKey = pin.OtherKey;
        (pin.State, pin.OtherKey) = (PinState.Same, null);
        pin.Why = "The name leads to another key now, which you declined.";
        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>Forgets the name, and that its domain was proved unless another name of it is.</summary>
    internal static async Task<bool> ForgetAsync(this ToxMailDb db, MailAddress name)
    {
        var (key, domain) = (NameKey.Of(name), NameKey.DomainOf(name));
        var forgotten = await db.PinnedNames.Where(pin => pin.Name == key).ExecuteDeleteAsync();
        var proved = await db.PinnedNames.Where(pin => pin.Trust == NameTrust.Proved && pin.Name.EndsWith("@" + domain)).AnyAsync();
        return forgotten + (proved ? 0 : await db.SignedDomains.Where(signed => signed.Domain == domain).ExecuteDeleteAsync()) > 0;
    }

    private static PinnedName New(NewPin wanted, DateTimeOffset now) => new()
    {
        Name = NameKey.Of(wanted.Name),
        PublicKey = wanted.Id.PublicKey,
        Trust = NameTrust.Unverified,
        State = PinState.Same,
        Why = wanted.Why,
        PinnedAt = now,
        CheckedAt = now,
        NextCheckAt = wanted.NextCheckAt,
    };

    private static async Task ProveAsync(this ToxMailDb db, PinnedName pin, MailAddress name, NameProof proof)
    {
        pin.Trust = NameTrust.Proved;
        (pin.ProvedZone, pin.ProvedAt, pin.ProofValidUntil) = (proof.Zone, proof.ProvedAt, proof.ValidUntil);
        pin.Proof = proof.Records.ToArray();
        var domain = NameKey.DomainOf(name);
        if (await db.SignedDomains.AsTracking().SingleOrDefaultAsync(signed => signed.Domain == domain) is { } known)
        {
            known.ProvedAt = proof.ProvedAt;
        }
        else
        {
            db.Add(new SignedDomain { Domain = domain, ProvedAt = proof.ProvedAt });
        }
    }

    private static async Task MoveAliasAsync(this ToxMailDb db, PublicKey from, PublicKey to)
    {
        if (await db.ContactAsync(from) is not { Alias: { } alias } old || await db.ContactAsync(to) is not { Alias: null } heir)
        {
            return;
        }

        // One after the other: aliases are unique at every moment.
        old.Alias = null;
        await db.SaveChangesAsync();
        heir.Alias = alias;
        await db.SaveChangesAsync();
    }
}
