using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>Serves chunk requests. Each chunk is requested once and must be sent in order; what the send queue refuses is kept and tried again after the next iteration.</summary>
internal sealed class OutgoingTransfers(ToxInstance tox)
{
    private readonly Dictionary<TransferNumber, OutgoingTransfer> _transfers = [];
    private readonly byte[] _chunk = new byte[2048];

    internal bool Any => _transfers.Count > 0;

    internal OutgoingTransfer? Start(PublicKey recipient, uint friend, uint kind, byte[] fileId, Stream source)
    {
        var file = tox.SendFile(friend, kind, (ulong)source.Length, fileId);
        if (file == ToxInstance.None)
        {
            return null;
        }

        var transfer = new OutgoingTransfer(recipient, source);
        _transfers.Add(new TransferNumber(friend, file), transfer);
        return transfer;
    }

    internal void Cancel(OutgoingTransfer transfer)
    {
        foreach (var (number, _) in _transfers.Where(entry => entry.Value == transfer).ToList())
        {
            tox.ControlFile(number.Friend, number.File, ToxFileControl.Cancel);
            End(number, TransferEnd.Cancelled);
        }
    }

    internal void Request(TransferNumber number, ulong position, int length)
    {
        if (!_transfers.TryGetValue(number, out var transfer))
        {
            return;
        }

        if (length == 0)
        {
            End(number, TransferEnd.Finished);
            return;
        }

        transfer.Waiting.Enqueue((position, length));
        if (transfer.Waiting.Count == 1)
        {
            Send(number, transfer);
        }
    }

    internal void Control(TransferNumber number, ToxFileControl control)
    {
        if (control == ToxFileControl.Cancel)
        {
            End(number, TransferEnd.Cancelled);
        }
    }

    /// <summary>Tries the chunks again that the send queue had refused.</summary>
    internal void Pump()
    {
        foreach (var (number, transfer) in _transfers.Where(static entry => entry.Value.Waiting.Count > 0).ToList())
        {
            Send(number, transfer);
        }
    }

    internal void LinkLost(uint friend)
    {
        foreach (var number in _transfers.Keys.Where(number => number.Friend == friend).ToList())
        {
            End(number, TransferEnd.LinkLost);
        }
    }

    private void Send(TransferNumber number, OutgoingTransfer transfer)
    {
        while (transfer.Waiting.TryPeek(out var next))
        {
            if (!TryRead(transfer.Source, next.Position, _chunk.AsSpan(0, next.Length)))
            {
                tox.ControlFile(number.Friend, number.File, ToxFileControl.Cancel);
                End(number, TransferEnd.LocalFault);
                return;
            }

            var error = tox.SendChunk(number.Friend, number.File, next.Position, _chunk.AsSpan(0, next.Length));
            if (error == ToxChunkError.SendQueueFull)
            {
                return;
            }

            if (error != ToxChunkError.Ok)
            {
                End(number, error == ToxChunkError.FriendNotConnected ? TransferEnd.LinkLost : TransferEnd.Cancelled);
                return;
            }

            transfer.Waiting.Dequeue();
            transfer.Advance((long)next.Position + next.Length);
        }
    }

    private static bool TryRead(Stream source, ulong position, Span<byte> chunk)
    {
        try
        {
            if (source.Position != (long)position)
            {
                source.Position = (long)position;
            }

            source.ReadExactly(chunk);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void End(TransferNumber number, TransferEnd end)
    {
        if (_transfers.Remove(number, out var transfer))
        {
            transfer.End(end);
        }
    }
}
