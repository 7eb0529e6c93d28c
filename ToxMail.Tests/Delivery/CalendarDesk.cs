using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;

namespace ToxMail.Tests.Delivery;

/// <summary>The calendar and the recorder over a real store, without any network.</summary>
internal sealed class CalendarDesk : IAsyncDisposable
{
    private CalendarDesk(TemporaryStore store)
    {
        Store = store;
        (Parcels, Recorder, Calendar) = Furnish(store);
    }

    private static (ParcelFolder Parcels, AttemptRecorder Recorder, DeliveryCalendar Calendar) Furnish(TemporaryStore store)
    {
        var parcels = new ParcelFolder(store.Directory);
        var notices = new NoticeComposer(store.Blobs, store.Contacts, TemporaryStore.Own, store.Time);
        var recorder = new AttemptRecorder(store.Outbox, notices, parcels, new DeliveryOptions(), store.Time, NullLogger<AttemptRecorder>.Instance);
        return (parcels, recorder, new DeliveryCalendar(store.Calendar, recorder, notices, new DeliveryOptions(), store.Time));
    }

    public TemporaryStore Store { get; }

    public ParcelFolder Parcels { get; private set; }

    public AttemptRecorder Recorder { get; private set; }

    public DeliveryCalendar Calendar { get; private set; }

    private static CancellationToken Ct => TemporaryStore.Ct;

    public static async Task<CalendarDesk> OpenAsync() => new(await TemporaryStore.OpenAsync());

    /// <summary>Over a store that was opened elsewhere, and is disposed with this.</summary>
    public static CalendarDesk Over(TemporaryStore store) => new(store);

    /// <summary>Ends the store and begins anew on its folder.</summary>
    public async Task RestartAsync()
    {
        await Store.RestartAsync();
        (Parcels, Recorder, Calendar) = Furnish(Store);
    }

    /// <summary>Queues one mail as its sender asked for it and gives the row as delivery sees it.</summary>
    public async Task<QueuedMail> QueueAsync(DsnNotify notify = DsnNotify.Default, SealedBlob? body = null)
    {
        var mail = await Store.MailAsync(2);
        mail = mail with { Blob = body ?? mail.Blob };
        await Store.Outbox.AddAsync(mail with { Recipients = [mail.Recipients[0] with { Notify = notify }] }, Ct);
        return (await Store.DueAsync(2))[^1];
    }

    /// <summary>A body of which any notice is too long for the database, and so needs a file.</summary>
    public Task<SealedBlob> LongHeadersAsync() =>
        Store.BlobAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("X-Much: A notice with these is too long.\r\n", 3_000)) + "\r\nbody\r\n"));

    /// <summary>Lets this time pass and does what has become due.</summary>
    public Task<DateTimeOffset?> PassAsync(TimeSpan time)
    {
        Store.Time.Advance(time);
        return Calendar.RunDueAsync(Ct);
    }

    /// <summary>Records an attempt that ended with these words; the mail waits on.</summary>
    public async Task FailAttemptAsync(long id, string words)
    {
        await Store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        await Store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.AwaitingPeer, words, Store.Time.GetUtcNow())], Ct);
    }

    public async Task<OutboxEntry> RowAsync(long id) => (await Store.Outbox.FindAsync(id, Ct))!;

    /// <summary>What a person reads in each notice of the own mailbox, oldest first and in one line each.</summary>
    public async Task<IReadOnlyList<string>> NoticesAsync()
    {
        List<string> texts = [];
        foreach (var entry in await Store.Inbox.SnapshotAsync(Ct))
        {
            await using var blob = Store.Blobs.OpenRead(entry.Blob);
            using var message = await MimeMessage.LoadAsync(blob, Ct);
            texts.Add(string.Join(' ', message.TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }

        return texts;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
