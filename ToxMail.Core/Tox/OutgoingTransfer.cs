using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>A file on its way to a contact. The stream is read on the engine's thread and belongs to the transfer until <see cref="Completion"/>.</summary>
public sealed class OutgoingTransfer
{
    private readonly TaskCompletionSource<TransferEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

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

    /// <summary>Chunks asked for and not yet taken by the send queue, oldest first.</summary>
    internal Queue<(ulong Position, int Length)> Waiting { get; } = new();

    internal void Advance(long position) => Volatile.Write(ref _position, position);

    internal void End(TransferEnd end)
    {
        if (_completion.TrySetResult(end))
        {
            Source.Dispose();
        }
    }
}
