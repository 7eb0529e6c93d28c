namespace ToxMail.Core.Pop3;

/// <summary>One session at a time has the maildrop (RFC 1939 4). In memory, so that nothing is left locked by a crash.</summary>
internal sealed class MaildropLock(TimeSpan wait, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _free = new(1);

    /// <summary>The hold on the maildrop, given back on disposal; null when another session kept it all the while.</summary>
    internal async Task<IDisposable?> TryTakeAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (!_free.Wait(0, cancellationToken))
            {
                await _free.WaitAsync(either.Token);
            }

            return new Hold(_free);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _free.Dispose();

    private sealed class Hold(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
    }
}
