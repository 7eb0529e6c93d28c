using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>Writes what arrives to the sinks, in order and never past the announced size.</summary>
internal sealed class IncomingTransfers(ToxInstance tox)
{
    private readonly Dictionary<TransferNumber, IncomingTransfer> _transfers = [];

    internal bool Any => _transfers.Count > 0 && _transfers.Values.Any(static transfer => transfer.Sink is not null);

    internal bool AnyFrom(uint friend) => _transfers.Any(entry => entry.Key.Friend == friend && entry.Value.Sink is not null);

    internal void Add(IncomingTransfer transfer) => _transfers[transfer.Number] = transfer;

    internal void Accept(IncomingTransfer transfer, ulong offset)
    {
        if (!IsRunning(transfer))
        {
            transfer.Abandon();
            return;
        }

        var (friend, file) = transfer.Number;
        if ((offset > 0 && !tox.SeekFile(friend, file, offset)) || !tox.ControlFile(friend, file, ToxFileControl.Resume))
        {
            Cancel(transfer);
        }
    }

    internal void Cancel(IncomingTransfer transfer)
    {
        if (IsRunning(transfer))
        {
            tox.ControlFile(transfer.Number.Friend, transfer.Number.File, ToxFileControl.Cancel);
            End(transfer.Number, TransferEnd.Cancelled);
        }

        transfer.End(TransferEnd.Cancelled);
    }

    internal void Chunk(TransferNumber number, ulong position, ReadOnlySpan<byte> data)
    {
        if (!_transfers.TryGetValue(number, out var transfer) || transfer.Sink is null)
        {
            return;
        }

        if (data.IsEmpty)
        {
            // A short chunk ends a transfer early (tox.h, tox_file_send_chunk): complete only when every byte is here.
            End(number, (ulong)transfer.Position == transfer.Size ? TransferEnd.Finished : TransferEnd.Cancelled);
        }
        else if (position != (ulong)transfer.Position || position + (ulong)data.Length > transfer.Size || !TryWrite(transfer.Sink, data))
        {
            tox.ControlFile(number.Friend, number.File, ToxFileControl.Cancel);
            End(number, TransferEnd.LocalFault);
        }
        else
        {
            transfer.Advance((long)position + data.Length);
        }
    }

    internal void Control(TransferNumber number, ToxFileControl control)
    {
        if (control == ToxFileControl.Cancel)
        {
            End(number, TransferEnd.Cancelled);
        }
    }

    internal void LinkLost(uint friend)
    {
        foreach (var number in _transfers.Keys.Where(number => number.Friend == friend).ToList())
        {
            End(number, TransferEnd.LinkLost);
        }
    }

    private static bool TryWrite(Stream sink, ReadOnlySpan<byte> data)
    {
        try
        {
            sink.Write(data);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsRunning(IncomingTransfer transfer) => _transfers.TryGetValue(transfer.Number, out var running) && running == transfer;

    private void End(TransferNumber number, TransferEnd end)
    {
        if (_transfers.Remove(number, out var transfer))
        {
            transfer.End(end);
        }
    }
}
