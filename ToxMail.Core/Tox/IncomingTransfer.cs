using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>A file offered by a contact. Nothing flows until it is accepted.</summary>
public sealed class IncomingTransfer
{
    private readonly TaskCompletionSource<TransferEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ToxNode _node;
    private long _position;

    internal IncomingTransfer(ToxNode node, PublicKey sender, TransferNumber number, uint kind, ulong size, byte[] fileId)
    {
        _node = node;
        Sender = sender;
        Number = number;
        Kind = kind;
        Size = size;
        FileId = fileId;
    }

    public PublicKey Sender { get; }

    /// <summary>The sender's word for what it is; 0 is an ordinary file.</summary>
    public uint Kind { get; }

    /// <summary>Bytes announced; <see cref="ulong.MaxValue"/> for a stream of unknown length.</summary>
    public ulong Size { get; }

    /// <summary>32 bytes chosen by the sender, the same at every offer of the same file.</summary>
    public byte[] FileId { get; }

    /// <summary>Bytes written to the sink, counted from the file's start.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Ends exactly once; never faults.</summary>
    public Task<TransferEnd> Completion => _completion.Task;

    internal TransferNumber Number { get; }

    /// <summary>Set on acceptance; written on the engine's thread.</summary>
    internal Stream? Sink { get; private set; }

    /// <summary>Starts the transfer at an offset below <see cref="Size"/>. The sink is disposed before <see cref="Completion"/> ends.</summary>
    public Task AcceptAsync(Stream sink, long offset) => _node.RunAsync(engine =>
    {
        Sink = sink;
        Advance(offset);
        engine.Incoming.Accept(this, (ulong)offset);
    });

    /// <summary>Waits for the end of an accepted transfer and aborts it when nothing came for this long, twice that at most.</summary>
    public async Task<TransferEnd> EndAsync(TimeSpan idle, TimeProvider time)
    {
        for (var seen = -1L; ;)
        {
            try
            {
                return await Completion.WaitAsync(idle, time);
            }
            catch (TimeoutException) when (Position != seen)
            {
                seen = Position;
            }
            catch (TimeoutException)
            {
                await CancelAsync();
            }
        }
    }

    /// <summary>Refuses or aborts the transfer.</summary>
    public Task CancelAsync() => _node.RunAsync(engine => engine.Incoming.Cancel(this));

    internal void Advance(long position) => Volatile.Write(ref _position, position);

    internal void End(TransferEnd end)
    {
        if (!_completion.Task.IsCompleted)
        {
            _completion.TrySetResult(CloseSink() ? end : TransferEnd.LocalFault);
        }
    }

    /// <summary>Accepted when it was over already.</summary>
    internal void Abandon()
    {
        CloseSink();
        _completion.TrySetResult(TransferEnd.LinkLost);
    }

    private bool CloseSink()
    {
        try
        {
            Sink?.Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
