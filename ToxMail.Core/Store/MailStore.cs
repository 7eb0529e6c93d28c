using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Passwords;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store;

/// <summary>Everything that is stored in one data folder, put together. Await <see cref="PrepareAsync"/> before any other use.</summary>
public sealed partial class MailStore : IAsyncDisposable
{
    /// <summary>A blob this old without a row is none that is just being added.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);

    private readonly StoreDatabase _database;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public MailStore(DataDirectory directory, OwnIdentity own, OutboxOptions options, TimeProvider time, ILoggerFactory logs)
    {
        _database = new StoreDatabase(directory.Database);
        _options = options;
        _time = time;
        _log = logs.CreateLogger<MailStore>();
        Directory = directory;
        Blobs = new BlobStore(directory, _database);
        Outbox = new Outbox(_database, Blobs, Changes, own, options, time);
        Calendar = new OutboxCalendar(_database, Blobs, Changes, options, time);
        Inbox = new Inbox(_database, Blobs, Changes, time);
        Contacts = new Contacts(_database, Changes, own, time);
        NamePins = new NamePins(_database, Changes, time);
        OwnNames = new OwnNames(_database, Changes, time);
        RelayKeys = new RelayKeys(_database);
        Settings = new KeptSettings(_database);
        RelayedOutbox = new RelayedOutbox(_database, Changes);
        RelayedInbox = new RelayedInbox(_database, time);
        AnnouncedOutbox = new AnnouncedOutbox(_database, Changes);
        ExpectedMails = new ExpectedMails(_database, Blobs, Changes, time);
        FirstLetters = new FirstLetters(_database, Changes, time);
        IntroOutbox = new IntroOutbox(_database, Changes, time);
        Introductions = new Introductions(_database, Changes, own, time);
        Passwords = new ClientPasswords(_database, Changes, own, OwnNames, time);
    }

    public DataDirectory Directory { get; }

    public BlobStore Blobs { get; }

    public ChangeFeed Changes { get; } = new();

    public Outbox Outbox { get; }

    public Inbox Inbox { get; }

    internal OutboxCalendar Calendar { get; }

    public Contacts Contacts { get; }

    public NamePins NamePins { get; }

    public OwnNames OwnNames { get; }

    public ClientPasswords Passwords { get; }

    internal RelayKeys RelayKeys { get; }

    internal KeptSettings Settings { get; }

    internal RelayedOutbox RelayedOutbox { get; }

    internal RelayedInbox RelayedInbox { get; }

    internal AnnouncedOutbox AnnouncedOutbox { get; }

    internal ExpectedMails ExpectedMails { get; }

    internal FirstLetters FirstLetters { get; }

    internal IntroOutbox IntroOutbox { get; }

    public Introductions Introductions { get; }

    /// <summary>Before anything else runs: checks and migrates the database, sweeps what a kill left, returns interrupted attempts to the queue.</summary>
    /// <exception cref="DataDirectoryException">The database is damaged or newer than this program; it is left as it is.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await DatabaseCheck.RequireSoundAsync(Directory, cancellationToken);
        await using (var db = _database.Open())
        {
            await DatabaseMigration.RunAsync(db, Directory.Database, keepsCopy: true, cancellationToken);
        }

        await File.WriteAllBytesAsync(Directory.DatabaseMarker, [], cancellationToken);
        await _database.WriteAsync(db => db.CreateInboxAsync(_time.GetUtcNow()), cancellationToken);
        await Outbox.ReleaseInterruptedAsync(cancellationToken);
        await OwnNames.LoadAsync(cancellationToken);
        await Settings.LoadAsync(cancellationToken);
        var unfinished = Blobs.SweepSpool();
        var orphans = await SweepAsync(null, cancellationToken);
        if (unfinished + orphans > 0)
        {
            LogSwept(_log, unfinished, orphans);
        }

        await CleanAsync(cancellationToken);
    }

    /// <summary>Removes what is past its time: finished rows, remembered parcels, blobs nobody refers to. Safe at any time.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        Blobs.DeleteAll(await _database.WriteAsync(db => db.PruneAsync(_options, now), cancellationToken));
        await SweepAsync(now - OrphanAge, cancellationToken);
        await _database.ShrinkAsync(cancellationToken);
    }

    /// <summary>Every fault found in the store; empty when all is well. For a store at rest: a mail just being accepted looks like an orphan.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => StoreInvariants.CheckAsync(_database, Blobs, cancellationToken);

    /// <summary>Ends after all writes under way.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [LoggerMessage(Level = LogLevel.Information, Message = "The last run was cut off: removed {Unfinished} unfinished and {Orphans} unused message files")]
    private static partial void LogSwept(ILogger log, int unfinished, int orphans);

    private async Task<int> SweepAsync(DateTimeOffset? writtenBefore, CancellationToken cancellationToken)
    {
        // Files first, rows second: a mail added in between has its row when its file is seen.
        var files = Blobs.All(writtenBefore).ToList();
        await using var db = _database.Open();
        files.RemoveAll((await db.ReferencedAsync(cancellationToken)).Contains);
        Blobs.DeleteAll(files);
        return files.Count;
    }
}
