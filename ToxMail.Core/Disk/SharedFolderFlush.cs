namespace ToxMail.Core.Disk;

/// <summary>Flushes one folder for many callers: whoever comes while a flush runs shares the next one, as with a database's group commit.</summary>
public sealed class SharedFolderFlush(string folder) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _asked;
    private long _flushed;

    /// <summary>Returns once every rename made before the call is durable.</summary>
    /// <exception cref="IOException">The folder cannot be flushed.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var mine = Interlocked.Increment(ref _asked);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_flushed < mine)
            {
                var covered = Interlocked.Read(ref _asked);
                FolderSync.Flush(folder);
                _flushed = covered;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();
}
