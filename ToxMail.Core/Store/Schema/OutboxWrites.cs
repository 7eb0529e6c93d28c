using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What the outbox does inside a transaction.</summary>
internal static class OutboxWrites
{
    private static readonly RowUpdate<OutboxRecipient> Begun = new(
        nameof(OutboxRecipient.State), nameof(OutboxRecipient.Attempts), nameof(OutboxRecipient.NextAttempt), nameof(OutboxRecipient.Via), nameof(OutboxRecipient.ParcelHeader), nameof(OutboxRecipient.Digest));

    private static readonly RowUpdate<OutboxRecipient> Ended = new(
        nameof(OutboxRecipient.State), nameof(OutboxRecipient.LastError), nameof(OutboxRecipient.NextAttempt), nameof(OutboxRecipient.Via),
        nameof(OutboxRecipient.ExpiresAt), nameof(OutboxRecipient.DelayNoticeAt), nameof(OutboxRecipient.SuccessNoticeAt), nameof(OutboxRecipient.FinishedAt), nameof(OutboxRecipient.IsConfirmed));

    internal static Task<OutboxRecipient?> RowAsync(this ToxMailDb db, long id) =>
        db.OutboxRecipients.AsTracking().SingleOrDefaultAsync(row => row.Id == id);

    /// <summary>Claims the rows that wait, and returns their ids in the order given.</summary>
    internal static async Task<IReadOnlyList<long>> BeginAsync(this ToxMailDb db, IReadOnlyList<AttemptStart> starts)
    {
        var rows = await db.RowsAsync(starts.Select(start => start.Id));
        var claimed = new List<long>(starts.Count);
        foreach (var start in starts)
        {
            if (rows.TryGetValue(start.Id, out var row) && row.NextAttempt is not null)
            {
                row.BeginAttempt(start);
                await Begun.SaveAsync(db, row);
                claimed.Add(row.Id);
            }
        }

        return claimed;
    }

    /// <summary>
    /// Applies results and returns the message files nobody needs any more. The same results given twice, as after a commit whose end was not seen,
    /// must not drop the notice that the first time stored: hence the last look for references.
    /// </summary>
    internal static async Task<IReadOnlyList<BlobId>> RecordAsync(this ToxMailDb db, IReadOnlyList<AttemptResult> results, DateTimeOffset now)
    {
        var rows = await db.RowsAsync(results.Select(result => result.Id));
        var notices = new List<NewInboxMail>();
        var dropped = new List<BlobId>();
        var delivered = new HashSet<long>();
        foreach (var result in results)
        {
            var applies = rows.TryGetValue(result.Id, out var row) && Applies(row, result, now);
            var isNews = applies && !row!.IsConfirmed;
            if (applies)
            {
                Apply(row!, result, now);
                await Ended.SaveAsync(db, row!);
                delivered.UnionWith(row!.State == DeliveryState.Delivered ? [row.MailId] : []);
            }

            if (result.Notice is { } notice)
            {
                Sort(notice, isNews, notices, dropped);
            }
        }

        dropped.AddRange(await db.AppendNoticesAsync(notices, now));
        dropped.AddRange(await db.DropDeliveredBodiesAsync(delivered));
        return await db.DropUnreferencedAsync(dropped, CancellationToken.None);
    }

    /// <summary>Marks those that have not arrived yet, as far as is known, as ones whose arrival the user knows and nobody else.</summary>
    internal static async Task<int> ConfirmAsync(this ToxMailDb db, IReadOnlyList<AttemptResult> delivered, DateTimeOffset now)
    {
        foreach (var result in delivered)
        {
            if (await db.RowAsync(result.Id) is { IsConfirmed: false } row && Applies(row, result, now))
            {
                row.Confirm(result.OwesSuccessNotice, now);
            }
        }

        return await db.SaveChangesAsync();
    }

    /// <summary>Puts notices into the inbox; returns the files of those it had already.</summary>
    internal static async Task<IEnumerable<BlobId>> AppendNoticesAsync(this ToxMailDb db, IReadOnlyList<NewInboxMail> notices, DateTimeOffset now)
    {
        if (notices.Count == 0)
        {
            return [];
        }

        var results = await db.AppendAsync(notices, now);
        return notices.Where((_, i) => results[i] == InboxAddResult.AlreadyHad).Select(notice => notice.Blob.Id).ToList();
    }

    /// <summary>Ends the way of all mail that still waits for a key: <see cref="OutboxMoves.Finish(OutboxRecipient, DeliveryState, string?, MailVia?, DateTimeOffset)"/> in one statement, for there may be very much of it.</summary>
    internal static Task<int> CancelForAsync(this ToxMailDb db, PublicKey key, string reason, DateTimeOffset now) => db.OutboxRecipients
        .Where(row => row.PublicKey == key && row.FinishedAt == null)
        .ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, DeliveryState.Cancelled)
            .SetProperty(row => row.LastError, reason)
            .SetProperty(row => row.Via, (MailVia?)null)
            .SetProperty(row => row.NextAttempt, (DateTimeOffset?)null)
            .SetProperty(row => row.ExpiresAt, (DateTimeOffset?)null)
            .SetProperty(row => row.DelayNoticeAt, (DateTimeOffset?)null)
            .SetProperty(row => row.FinishedAt, now));

    /// <summary>Lets mail go that waited for this key to become a contact.</summary>
    internal static Task<int> ReleaseForAsync(this ToxMailDb db, PublicKey key, DateTimeOffset now) => db.OutboxRecipients
        .Where(row => row.PublicKey == key && row.State == DeliveryState.AwaitingContact)
        .ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, DeliveryState.AwaitingPeer)
            .SetProperty(row => row.NextAttempt, now)
            .SetProperty(row => row.LastError, (string?)null));

    /// <summary>Lets attempts that were cut off wait for the next one: <see cref="OutboxMoves.Wait"/> in one statement.</summary>
    internal static Task<int> ReleaseAsync(this IQueryable<OutboxRecipient> cutOff, DateTimeOffset now) =>
        cutOff.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, row => row.RelayStage > 0 ? DeliveryState.Relayed : DeliveryState.AwaitingPeer)
            .SetProperty(row => row.Via, row => row.RelayStage > 0 ? row.Via ?? MailVia.Relay : (MailVia?)null)
            .SetProperty(row => row.NextAttempt, now));

    private static void Sort(NewInboxMail notice, bool wanted, List<NewInboxMail> notices, List<BlobId> dropped)
    {
        if (wanted)
        {
            notices.Add(notice);
        }
        else
        {
            dropped.Add(notice.Blob.Id);
        }
    }

    /// <summary>
    /// The user may have withdrawn the row, or started it anew just when it expired; and a mail on its way is judged when that is over. One that
    /// arrived all the same was delivered, whatever was wanted; mail to oneself is not, for this result is what would bring it.
    /// </summary>
    private static bool Applies(OutboxRecipient row, AttemptResult result, DateTimeOffset now) => row.State == DeliveryState.Cancelled
        ? result.State == DeliveryState.Delivered && result.Via != MailVia.Local
        : !row.State.IsFinal() && !(result.State == DeliveryState.Expired && (row.ExpiresAt > now || row.State == DeliveryState.Sending));

    private static void Apply(OutboxRecipient row, AttemptResult result, DateTimeOffset now)
    {
        if (result.State.IsFinal())
        {
            row.Finish(result, now);
        }
        else
        {
            row.Wait(WaitingState(row, result), result.Error, result.NextAttempt ?? now);
        }
    }

    /// <summary>
    /// The contact may have accepted, or the user confirmed, since the row was read: then it must not wait for that again. And only the user
    /// lets a row go that waits for a confirmation.
    /// </summary>
    private static DeliveryState WaitingState(OutboxRecipient row, AttemptResult result) => (row.State, result.State) switch
    {
        (DeliveryState.AwaitingConfirmation, _) => DeliveryState.AwaitingConfirmation,
        (DeliveryState.AwaitingContact, DeliveryState.AwaitingContact or DeliveryState.AwaitingConfirmation) => DeliveryState.AwaitingContact,
        (_, DeliveryState.AwaitingContact or DeliveryState.AwaitingConfirmation) => DeliveryState.AwaitingPeer,
        (_, var wanted) => wanted,
    };

    private static Task<Dictionary<long, OutboxRecipient>> RowsAsync(this ToxMailDb db, IEnumerable<long> ids)
    {
        var wanted = ids.ToArray();
        return db.OutboxRecipients.Where(row => wanted.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
    }
}
