using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>A file on its way to a contact. The stream is read on the engine's thread and belongs to the transfer until <see cref="Completion"/>.</summary>
public sealed class OutgoingTransfer
{
    private readonly TaskCompletionSource<TransferEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _requested;
    private int _chunkSize;

    internal OutgoingTransfer(PublicKey recipient, Stream source)
    {
        Recipient = recipient;
        Source = source;
    }

    public PublicKey Recipient { get; }

    /// <summary>How far the recipient is, in bytes: after a resume this starts where it stopped.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Ends exactly once; never faults.</summary>
    public Task<TransferEnd> Completion => _completion.Task;

    internal Stream Source { get; }

    /// <summary>Chunks were asked for that are not sent yet.</summary>
    internal bool IsWaiting => Position < _requested;

    /// <summary>The oldest of them: all but a file's last chunk are as long as its first.</summary>
    internal (long Position, int Length) Next => (Position, (int)Math.Min(_chunkSize, _requested - Position));

    /// <summary>The next chunk is asked for; after a resume the first lies where it stopped.</summary>
    internal void Request(long position, int length)
    {
        if (!IsWaiting)
        {
            Advance(position);
        }

        _requested = position + length;
        _chunkSize = Math.Max(_chunkSize, length);
    }

    internal void Advance(long position) => Volatile.Write(ref _position, position);

    internal void End(TransferEnd end)
    {
        if (_completion.TrySetResult(end))
        {
            Source.Dispose();
        }
    }
}
