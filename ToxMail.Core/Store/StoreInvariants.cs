using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store;

/// <summary>What is true of every store at rest. Each test ends with this check, and so does each round of the kill test.</summary>
internal static class StoreInvariants
{
    /// <summary>Every fault found, in words; empty when all is well.</summary>
    internal static async Task<IReadOnlyList<string>> CheckAsync(StoreDatabase database, BlobStore blobs, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return
        [
            .. await CheckDatabaseAsync(db, cancellationToken),
            .. await CheckBlobsAsync(db, blobs, cancellationToken),
            .. await CheckOutboxAsync(db, cancellationToken),
            .. await CheckInboxAsync(db, cancellationToken),
            .. await CheckPeopleAsync(db, cancellationToken),
        ];
    }

    private static async Task<IEnumerable<string>> CheckDatabaseAsync(ToxMailDb db, CancellationToken cancellationToken)
    {
        var integrity = await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(cancellationToken);
        var strays = await db.Database.SqlQuery<string>($"SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync(cancellationToken);
        return [.. integrity.Where(line => line != "ok").Select(line => $"database: {line}"), .. strays.Select(table => $"database: {table} has a row without its parent")];
    }

    private static async Task<IEnumerable<string>> CheckBlobsAsync(ToxMailDb db, BlobStore blobs, CancellationToken cancellationToken)
    {
        var inbox = await db.InboxMails.Select(mail => new { mail.Blob, mail.SizeBytes, Row = $"inbox {mail.Id}" }).ToListAsync(cancellationToken);
        var outbox = await db.OutboxMails.Where(mail => mail.HasBody).Select(mail => new { mail.Blob, mail.SizeBytes, Row = $"outbox mail {mail.Id}" }).ToListAsync(cancellationToken);
        var referenced = inbox.Concat(outbox).ToList();
        var missing = referenced
            .Select(row => (row, length: blobs.LengthOf(row.Blob)))
            .Where(found => found.length != found.row.SizeBytes)
            .Select(found => $"{found.row.Row}: blob {found.row.Blob} has {found.length?.ToString() ?? "no"} octets, not {found.row.SizeBytes}");
        var stored = await db.ShortBodies.Select(body => body.Id).ToListAsync(cancellationToken);
        var orphans = blobs.All(null).Concat(stored).Except(referenced.Select(row => row.Blob)).Select(id => $"blob {id}: nothing refers to it");
        return missing.Concat(orphans);
    }

    private static async Task<IEnumerable<string>> CheckOutboxAsync(ToxMailDb db, CancellationToken cancellationToken)
    {
        var mails = await db.OutboxMails.Include(mail => mail.Recipients).ToListAsync(cancellationToken);
        var faults = mails.Where(mail => mail.HasBody != mail.Recipients.Any(row => row.State != DeliveryState.Delivered || row.SuccessNoticeAt is not null))
            .Select(mail => $"outbox mail {mail.Id}: body kept is {mail.HasBody}, against its recipients' states");
        return faults
            .Concat(mails.Where(mail => mail.Recipients.Count == 0).Select(mail => $"outbox mail {mail.Id}: no recipient"))
            .Concat(mails.Where(mail => mail.Recipients.DistinctBy(row => row.PublicKey).Count() != mail.Recipients.Count).Select(mail => $"outbox mail {mail.Id}: a key twice"))
            .Concat(mails.Where(mail => mail.Recipients.Any(row => row.SizeBytes != mail.SizeBytes)).Select(mail => $"outbox mail {mail.Id}: a recipient's size differs"))
            .Concat(mails.SelectMany(mail => mail.Recipients).SelectMany(CheckRow));
    }

    private static IEnumerable<string> CheckRow(OutboxRecipient row) =>
        RulesOfState(row).Concat(RulesOfWay(row)).Where(rule => !rule.Holds).Select(rule => $"outbox {row.Id} ({row.State}): not so that it {rule.Rule}");

    private static (bool Holds, string Rule)[] RulesOfState(OutboxRecipient row) =>
    [
        (row.NextAttempt is not null == row.State is DeliveryState.AwaitingPeer or DeliveryState.Relayed, "has a next attempt exactly when it waits for one"),
        (row.FinishedAt is not null == row.State.IsFinal(), "has an end exactly when it is final"),
        (row.ExpiresAt is null == row.State.IsFinal(), "has an expiry exactly when it is not final"),
        (row.DelayNoticeAt is null || !(row.State.IsFinal() || row.IsConfirmed), "has no delay notice to come when it is final or confirmed"),
        (row.FoundNospam is not null || row.State != DeliveryState.AwaitingConfirmation, "has the rest of a Tox ID to confirm while it waits for that"),
        (row.FoundNospam is null || row.State is DeliveryState.AwaitingConfirmation || row.State.IsFinal(), "goes nowhere before it is confirmed"),
        (row.State != DeliveryState.Sending || row.Attempts > 0, "has an attempt counted while it is sent"),
    ];

    private static (bool Holds, string Rule)[] RulesOfWay(OutboxRecipient row) =>
    [
        (row.SuccessNoticeAt is null || row.State == DeliveryState.Delivered || row.IsConfirmed, "owes a success notice only when it is delivered"),
        (row.State != DeliveryState.Delivered || !row.IsConfirmed, "is not confirmed any more when it is delivered"),
        (row.Via is not null == row.State is DeliveryState.Relayed or DeliveryState.Delivered || row is { State: DeliveryState.Sending, Via: MailVia.Intro }, "has a way exactly when it is relayed or delivered, or sent after an intro"),
        (row.RelayStage > 0 || row.State != DeliveryState.Relayed, "was handed to relays before it is relayed"),
        (row.AnnouncedStage > 0 || !row.IsExpected, "was announced before the recipient expects it"),
    ];

    private static async Task<IEnumerable<string>> CheckInboxAsync(ToxMailDb db, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var folder in await db.Folders.ToListAsync(cancellationToken))
        {
            var mails = await db.InboxMails.Where(mail => mail.FolderId == folder.Id).Select(mail => new { mail.Id, mail.Uid, mail.ModSeq, mail.Blob }).ToListAsync(cancellationToken);
            faults.AddRange(mails.Where(mail => mail.Uid < 1 || mail.Uid >= folder.UidNext).Select(mail => $"inbox {mail.Id}: UID {mail.Uid} outside 1..{folder.UidNext - 1}"));
            faults.AddRange(mails.Where(mail => mail.ModSeq < 1 || mail.ModSeq > folder.HighestModSeq).Select(mail => $"inbox {mail.Id}: MODSEQ {mail.ModSeq} outside 1..{folder.HighestModSeq}"));
            faults.AddRange(mails.GroupBy(mail => mail.Uid).Where(same => same.Count() > 1).Select(same => $"folder {folder.Name}: UID {same.Key} twice"));
            faults.AddRange(mails.GroupBy(mail => mail.Blob).Where(same => same.Count() > 1).Select(same => $"folder {folder.Name}: blob {same.Key} twice"));
        }

        return faults;
    }

    private static async Task<IEnumerable<string>> CheckPeopleAsync(ToxMailDb db, CancellationToken cancellationToken)
    {
        var both = await db.Contacts.Where(contact => db.Requests.Any(request => request.PublicKey == contact.PublicKey)).Select(contact => contact.PublicKey).ToListAsync(cancellationToken);
        var forgotten = await db.OutboxRecipients
            .Where(row => row.State == DeliveryState.AwaitingContact && db.Contacts.Any(contact => contact.PublicKey == row.PublicKey && contact.State == ContactState.Contact))
            .Select(row => row.Id).ToListAsync(cancellationToken);
        var blocked = await db.Contacts.Where(contact => contact.StateBeforeBlock != null && contact.State != ContactState.Blocked).Select(contact => contact.PublicKey).ToListAsync(cancellationToken);
        var waiting = await db.Requests.CountAsync(request => !request.Ignored && request.Card == null, cancellationToken);
        var lost = await db.WaitingLetters
            .Where(letter => !db.Contacts.Any(contact => contact.PublicKey == letter.SenderKey) && !db.Requests.Any(request => request.PublicKey == letter.SenderKey && !request.Ignored))
            .Select(letter => letter.SenderKey).ToListAsync(cancellationToken);
        return
        [
            .. both.Select(key => $"contact {key}: is a contact and asks to be one"),
            .. forgotten.Select(id => $"outbox {id}: waits for a contact that accepted"),
            .. blocked.Select(key => $"contact {key}: remembers a state before a block that is over"),
            .. lost.Select(key => $"letter of {key}: nobody asks and nobody is a contact"),
            .. waiting > Contacts.MaxPendingRequests ? new[] { $"requests: {waiting} wait" } : [],
        ];
    }
}
