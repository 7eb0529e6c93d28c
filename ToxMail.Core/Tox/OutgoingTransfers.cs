using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>
/// Serves chunk requests. Each chunk is requested once and must be sent in order; what the send queue refuses, or the pace holds back, is sent after one of
/// the next iterations.
/// </summary>
internal sealed class OutgoingTransfers(ToxInstance tox, IncomingTransfers incoming, TimeProvider time)
{
    private readonly Dictionary<TransferNumber, OutgoingTransfer> _transfers = [];
    private readonly Dictionary<uint, RelayedPace> _relayed = [];
    private readonly byte[] _chunk = new byte[2048];

    internal bool Any => _transfers.Count > 0;

    /// <summary>Whether a contact is online over a TCP relay.</summary>
    internal bool HasRelayedLinks => _relayed.Count > 0;

    internal OutgoingTransfer? Start(PublicKey recipient, uint friend, uint kind, byte[] fileId, Stream source)
    {
        var file = tox.SendFile(friend, kind, (ulong)source.Length, fileId);
        if (file == ToxInstance.None)
        {
            return null;
        }

        if (_transfers.Keys.All(number => number.Friend != friend))
        {
            _relayed.GetValueOrDefault(friend)?.Watch();
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

        var first = !transfer.IsWaiting;
        transfer.Request((long)position, length);
        if (first && PaceTo(number.Friend) is null)
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

    /// <summary>Sends the chunks that wait, in turns so that no transfer waits for another.</summary>
    internal void Pump()
    {
        if (!AnyWaits())
        {
            // After nearly every iteration.
            return;
        }

        foreach (var waiting in _transfers.Where(static entry => entry.Value.IsWaiting).GroupBy(static entry => entry.Key.Friend).ToList())
        {
            Pump(waiting, PaceTo(waiting.Key));
        }
    }

    internal void LinkChanged(uint friend, ToxConnection connection)
    {
        _relayed.Remove(friend);
        if (connection == ToxConnection.Tcp)
        {
            _relayed.Add(friend, new RelayedPace(time));
        }
        else if (connection == ToxConnection.None)
        {
            foreach (var number in _transfers.Keys.Where(number => number.Friend == friend).ToList())
            {
                End(number, TransferEnd.LinkLost);
            }
        }
    }

    private bool AnyWaits()
    {
        foreach (var transfer in _transfers.Values)
        {
            if (transfer.IsWaiting)
            {
                return true;
            }
        }

        return false;
    }

    private RelayedPace? PaceTo(uint friend) => _relayed.GetValueOrDefault(friend) is { } pace && pace.Holds(incoming.AnyFrom(friend)) ? pace : null;

    private void Pump(IEnumerable<KeyValuePair<TransferNumber, OutgoingTransfer>> waiting, RelayedPace? pace)
    {
        if (pace is null)
        {
            foreach (var (number, transfer) in waiting)
            {
                Send(number, transfer);
            }

            return;
        }

        var turn = new Queue<KeyValuePair<TransferNumber, OutgoingTransfer>>(waiting);
        while (turn.TryDequeue(out var next) && pace.MaySend && SendOne(next.Key, next.Value) is var sent and > 0)
        {
            pace.Sent(sent);
            if (next.Value.IsWaiting)
            {
                turn.Enqueue(next);
            }
        }
    }

    private void Send(TransferNumber number, OutgoingTransfer transfer)
    {
        while (transfer.IsWaiting && SendOne(number, transfer) > 0)
        {
            // Until the send queue is full.
        }
    }

    /// <returns>The octets sent, 0 when the send queue is full or the transfer has ended.</returns>
    private int SendOne(TransferNumber number, OutgoingTransfer transfer)
    {
        var (position, length) = transfer.Next;
        if (!TryRead(transfer.Source, position, _chunk.AsSpan(0, length)))
        {
            tox.ControlFile(number.Friend, number.File, ToxFileControl.Cancel);
            End(number, TransferEnd.LocalFault);
            return 0;
        }

        switch (tox.SendChunk(number.Friend, number.File, (ulong)position, _chunk.AsSpan(0, length)))
        {
            case ToxChunkError.Ok:
                transfer.Advance(position + length);
                return length;
            case ToxChunkError.SendQueueFull:
                return 0;
            case ToxChunkError.FriendNotConnected:
                End(number, TransferEnd.LinkLost);
                return 0;
            default:
                End(number, TransferEnd.Cancelled);
                return 0;
        }
    }

    private static bool TryRead(Stream source, long position, Span<byte> chunk)
    {
        try
        {
            if (source.Position != position)
            {
                source.Position = position;
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
