using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using Xunit;

namespace ToxMail.Tests.Support;

/// <summary>A real store in a folder of its own. Disposing checks the store's invariants and removes it.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private TemporaryStore(string folder, OutboxOptions options)
    {
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

    public Inbox Inbox => Store.Inbox;

    public Contacts Contacts => Store.Contacts;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<TemporaryStore> OpenAsync(OutboxOptions? options = null)
    {
        var store = new TemporaryStore(System.IO.Directory.CreateTempSubdirectory("toxmail-").FullName, options ?? new OutboxOptions());
        await store.Store.PrepareAsync(Ct);
        return store;
    }

    /// <summary>A key made of one number.</summary>
    public static PublicKey Key(byte number) => new(Enumerable.Repeat(number, PublicKey.Size).ToArray());

    /// <summary>The Tox ID of <see cref="Key"/>.</summary>
    public static ToxId Id(byte number, uint nospam = 7) => new(Key(number), nospam);

    /// <summary>Stores message bytes without a row yet.</summary>
    public async Task<BlobId> BlobAsync(ReadOnlyMemory<byte> bytes)
    {
        await using var writer = Blobs.Create();
        await writer.WriteAsync(bytes, Ct);
        return await writer.CommitAsync(Ct);
    }

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
        System.IO.Directory.Delete(Folder, recursive: true);
        Assert.Empty(faults);
    }

    private MailStore NewStore() => new(Directory, Own, Options, Time, NullLoggerFactory.Instance);
}
