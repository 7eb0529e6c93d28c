using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using Xunit;

namespace ToxMail.Tests.Support;

/// <summary>A real store in a folder of its own. Disposing checks the store's invariants and removes it.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly bool _removes;

    private TemporaryStore(string folder, bool removes, OutboxOptions options)
    {
        _removes = removes;
        Folder = folder;
        Options = options;
        Directory = DataDirectory.Open(folder);
        Store = NewStore();
    }

    public static PublicKey OwnKey { get; } = Key(1);

    public static OwnIdentity Own { get; } = new(new ToxId(OwnKey, 0x01020304));

    public string Folder { get; }

    public OutboxOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(Start);

    public DataDirectory Directory { get; private set; }

    public MailStore Store { get; private set; }

    public BlobStore Blobs => Store.Blobs;

    public Outbox Outbox => Store.Outbox;

    internal OutboxCalendar Calendar => Store.Calendar;

    public Inbox Inbox => Store.Inbox;

    public Contacts Contacts => Store.Contacts;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens a new folder, or the given one, which then stays.</summary>
    public static async Task<TemporaryStore> OpenAsync(OutboxOptions? options = null, string? folder = null)
    {
        var store = new TemporaryStore(folder ?? System.IO.Directory.CreateTempSubdirectory("toxmail-").FullName, folder is null, options ?? new OutboxOptions());
        await store.Store.PrepareAsync(Ct);
        return store;
    }

    /// <summary>A key made of one number.</summary>
    public static PublicKey Key(byte number) => new(Enumerable.Repeat(number, PublicKey.Size).ToArray());

    /// <summary>The Tox ID of <see cref="Key"/>.</summary>
    public static ToxId Id(byte number, uint nospam = 7) => new(Key(number), nospam);

    /// <summary>Stores message bytes without a row yet.</summary>
    public async Task<SealedBlob> BlobAsync(ReadOnlyMemory<byte> bytes)
    {
        await using var writer = Blobs.Create();
        await writer.WriteAsync(bytes, Ct);
        return await writer.CommitAsync(Ct);
    }

    /// <summary>The same for a message that is too long for the database and has a file.</summary>
    public Task<SealedBlob> LongBlobAsync() => BlobAsync(new byte[70_000]);

    /// <summary>Queues a small mail for these keys and returns its rows' ids.</summary>
    public async Task<IReadOnlyList<long>> QueueAsync(params byte[] numbers)
    {
        var last = (await Outbox.ListAsync(null, 0, 1, Ct)).Entries.Select(entry => entry.Id).SingleOrDefault();
        await Outbox.AddAsync(await MailAsync(numbers), Ct);
        var page = await Outbox.ListAsync(null, 0, numbers.Length, Ct);
        return [.. page.Entries.Select(entry => entry.Id).Where(id => id > last).Order()];
    }

    /// <summary>What is due for this key now.</summary>
    public Task<IReadOnlyList<QueuedMail>> DueAsync(byte number, int take = 100) => Outbox.DueForAsync(Key(number), Time.GetUtcNow(), 0, long.MaxValue, take, Ct);

    /// <summary>One attempt with this result.</summary>
    public async Task SendAsync(long id, DeliveryState result, TimeSpan? nextIn = null)
    {
        await Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        await Outbox.RecordAsync([new AttemptResult(id, result, result == DeliveryState.Delivered ? null : "a reason", Time.GetUtcNow() + nextIn)], Ct);
    }

    /// <summary>A small mail for these keys, ready to be queued.</summary>
    public async Task<NewMail> MailAsync(params byte[] numbers)
    {
        var bytes = "Subject: hello\r\n\r\nHello.\r\n"u8.ToArray();
        return new NewMail
        {
            Blob = await BlobAsync(bytes),
            MessageId = "<1@tox.alt>",
            Subject = "hello",
            ReturnPath = Own.Address.ToString(),
            Recipients = [.. numbers.Select(number => new NewRecipient { Address = $"{number}@tox.alt", PublicKey = Key(number), State = DeliveryState.AwaitingPeer })],
        };
    }

    /// <summary>A small mail that arrived, ready to be added; the same parcel number is the same parcel.</summary>
    public async Task<NewInboxMail> ArrivalAsync(byte sender, int parcel)
    {
        var bytes = "Subject: hello\r\n\r\nHello.\r\n"u8.ToArray();
        var digest = new byte[32];
        BitConverter.TryWriteBytes(digest, parcel);
        return new NewInboxMail
        {
            Blob = await BlobAsync(bytes),
            From = OwnIdentity.AddressOf(Key(sender)).ToString(),
            Subject = "hello",
            Via = MailVia.Direct,
            SenderKey = Key(sender),
            Digest = digest,
        };
    }

    /// <summary>A notice of this node, ready to be added.</summary>
    public async Task<NewInboxMail> NoticeAsync() => await ArrivalAsync(1, 0) with { Via = MailVia.Local, SenderKey = null, Digest = null };

    /// <summary>Makes this key an accepted contact.</summary>
    public async Task AddContactAsync(byte number, string? alias = null)
    {
        await Contacts.AddAsync(new Recipient.ById(Id(number)), alias, null, Ct);
        await Contacts.SetConnectionAsync(Key(number), LinkKind.Udp, Ct);
    }

    /// <summary>Ends the store and starts it again on the same folder.</summary>
    public async Task RestartAsync()
    {
        await Store.DisposeAsync();
        Directory.Dispose();
        Directory = DataDirectory.Open(Folder);
        Store = NewStore();
        await Store.PrepareAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        var faults = await Store.CheckAsync(CancellationToken.None);
        await Store.DisposeAsync();
        Directory.Dispose();
        if (_removes)
        {
            System.IO.Directory.Delete(Folder, recursive: true);
        }

        Assert.Empty(faults);
    }

    private MailStore NewStore() => new(Directory, Own, Options, Time, NullLoggerFactory.Instance);
}
