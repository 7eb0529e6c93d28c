using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>Everything that is stored in one data folder, put together. Nothing is touched before <see cref="PrepareAsync"/>.</summary>
public sealed class MailStore : IAsyncDisposable
{
    public MailStore(DataDirectory directory, OwnIdentity own, OutboxOptions options, TimeProvider time, ILoggerFactory logs) =>
        Directory = directory;

    public DataDirectory Directory { get; }

    public BlobStore Blobs { get; } = null!;

    public ChangeFeed Changes { get; } = new();

    public Outbox Outbox { get; } = null!;

    public Inbox Inbox { get; } = null!;

    public Contacts Contacts { get; } = null!;

    public ClientPasswords Passwords { get; } = null!;

    /// <summary>Before anything else runs: checks and migrates the database, sweeps what a kill left, returns interrupted attempts to the queue.</summary>
    /// <exception cref="DataDirectoryException">The database is damaged or newer than this program; it is left as it is.</exception>
    public Task PrepareAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Removes what is past its time: finished rows, remembered digests, blobs nobody refers to.</summary>
    public Task CleanAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Every fault found in the store; empty when all is well.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
