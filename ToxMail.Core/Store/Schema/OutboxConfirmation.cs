using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What the user's yes to a found Tox ID does inside a transaction.</summary>
internal static class OutboxConfirmation
{
    internal static async Task<OutboxCommandResult> ConfirmAsync(this ToxMailDb db, long id, OwnIdentity own, DateTimeOffset now)
    {
        if (await db.RowAsync(id) is not { } row)
        {
            return OutboxCommandResult.NotFound;
        }

        if (row is not { State: DeliveryState.AwaitingConfirmation, FoundNospam: { } nospam } || !MailAddress.TryParse(row.Address, out var name))
        {
            return row.State.IsFinal() ? OutboxCommandResult.AlreadyFinal : OutboxCommandResult.NothingToConfirm;
        }

        var found = new ToxId(row.PublicKey, nospam);
        if (found.PublicKey != own.PublicKey && await db.AcceptAsync(name, found, now) is { } refusal)
        {
            return refusal;
        }

        await db.ReleaseAsync(name, found.PublicKey, own, now);
        return OutboxCommandResult.Done;
    }

    /// <summary>Pins the name, to be looked up again at once: what was found may be days old.</summary>
    private static async Task<OutboxCommandResult?> AcceptAsync(this ToxMailDb db, MailAddress name, ToxId found, DateTimeOffset now)
    {
        var pin = new NewPin { Name = name, Id = found, Proof = null, Why = "Found in DNS without proof; you confirmed it.", NextCheckAt = now };
        return await db.AddContactAsync(pin, null, Contacts.DefaultMessage, now) switch
        {
            AddContactResult.Blocked => OutboxCommandResult.Blocked,
            AddContactResult.NameLeadsElsewhere => OutboxCommandResult.NameLeadsElsewhere,
            _ => null,
        };
    }

    private static async Task ReleaseAsync(this ToxMailDb db, MailAddress name, PublicKey key, OwnIdentity own, DateTimeOffset now)
    {
        var waiting = await db.WaitingStateAsync(key, own) ?? throw new InvalidOperationException("A contact just added can be written to.");
        var parked = await db.OutboxRecipients.AsTracking()
            .Where(row => row.State == DeliveryState.AwaitingConfirmation && row.PublicKey == key)
            .ToListAsync();
        foreach (var row in parked.Where(row => MailAddress.TryParse(row.Address, out var address) && NameKey.Of(address) == NameKey.Of(name)))
        {
            row.FoundNospam = null;
            row.Wait(waiting, null, now);
        }

        await db.SaveChangesAsync();
    }
}
