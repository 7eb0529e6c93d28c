namespace ToxMail.Core.Disk;

/// <summary>Flushes one folder for many callers: whoever comes while a flush runs shares the next one, as with a database's group commit.</summary>
public sealed class SharedFolderFlush(string folder) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _asked;
    private long _flushed;
    private long _failed;

    /// <summary>Returns once every rename made before the call is durable.</summary>
    /// <exception cref="IOException">The folder cannot be flushed.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var mine = Interlocked.Increment(ref _asked);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (mine > _flushed && mine <= _failed)
            {
                // Linux reports a failed write once: a second flush would succeed and prove nothing.
                throw new IOException($"The folder {folder} could not be flushed to disk.");
            }

            if (mine > _flushed)
            {
                Flush(Interlocked.Read(ref _asked));
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Flush(long covered)
    {
        try
        {
            FolderSync.Flush(folder);
            _flushed = covered;
        }
        catch (IOException)
        {
            _failed = covered;
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();
}
