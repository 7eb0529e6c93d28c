namespace ToxMail.Core.Relay.OwnMail;

/// <summary>The place of one file in its contact's line, until it is disposed of.</summary>
internal sealed class FilePlace(SemaphoreSlim turn, bool isOneTooMany, Action leave) : IDisposable
{
    private bool _hasTurn;

    /// <summary>Its contact has as many files here as may wait; it is to be refused.</summary>
    internal bool IsOneTooMany { get; } = isOneTooMany;

    /// <summary>Waits for the file's turn, which it has until it goes.</summary>
    internal async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        _hasTurn = true;
    }

    public void Dispose()
    {
        if (_hasTurn)
        {
            turn.Release();
        }

        leave();
    }
}
