using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>Keeps the order of lossless packets to each friend when libtoxcore's send queue is full.</summary>
internal sealed class PacketQueue(ToxInstance tox)
{
    private readonly Dictionary<uint, Queue<(byte[] Packet, TaskCompletionSource<bool> Sent)>> _waiting = [];

    internal bool Any => _waiting.Count > 0;

    /// <summary>Ends with true when libtoxcore took the packet, with false when the friend is offline.</summary>
    internal Task<bool> Send(uint friend, byte[] packet)
    {
        var sent = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_waiting.TryGetValue(friend, out var queue))
        {
            queue.Enqueue((packet, sent));
        }
        else if (!TrySend(friend, packet, sent))
        {
            _waiting[friend] = new Queue<(byte[], TaskCompletionSource<bool>)>([(packet, sent)]);
        }

        return sent.Task;
    }

    /// <summary>Once per iteration: pushing faster than the library's own interval makes its congestion control collapse.</summary>
    internal void Pump()
    {
        if (!Any)
        {
            return;
        }

        foreach (var (friend, queue) in _waiting.ToList())
        {
            while (queue.TryPeek(out var next) && TrySend(friend, next.Packet, next.Sent))
            {
                queue.Dequeue();
            }

            if (queue.Count == 0)
            {
                _waiting.Remove(friend);
            }
        }
    }

    internal void LinkLost(uint friend)
    {
        if (_waiting.Remove(friend, out var queue))
        {
            foreach (var (_, sent) in queue)
            {
                sent.TrySetResult(false);
            }
        }
    }

    private bool TrySend(uint friend, byte[] packet, TaskCompletionSource<bool> sent)
    {
        var error = tox.SendPacket(friend, packet);
        if (error == ToxPacketError.SendQueueFull)
        {
            return false;
        }

        sent.TrySetResult(error == ToxPacketError.Ok);
        return true;
    }
}
