using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// Lets waiting envelopes into the offer log, no faster than a contact takes them in a day. While there is room for all, all go; when not, own mail has
/// half, and the contacts they came from share the rest in turns: who floods waits behind himself.
/// </summary>
internal sealed class LogPace(Random random)
{
    /// <summary>Part of a day's bytes that may go at once after a quiet time.</summary>
    private const int Burst = 4;

    private readonly Queue<Held> _own = new();
    private readonly Dictionary<PublicKey, Queue<Held>> _others = [];
    private readonly List<PublicKey> _turns = [];
    private DateTimeOffset _filled;
    private double _tokens;
    private int _waiting;

    public bool IsEmpty => _waiting == 0;

    public void Add(Held held)
    {
        _waiting++;
        if (held.Entry.From is not { } from)
        {
            _own.Enqueue(held);
            return;
        }

        if (!_others.TryGetValue(from, out var queue))
        {
            _others[from] = queue = new Queue<Held>();
            _turns.Insert(random.Next(_turns.Count + 1), from);
        }

        queue.Enqueue(held);
    }

    /// <summary>What enters the log now, in random order.</summary>
    public Held[] Take(long bytesPerDay, DateTimeOffset now)
    {
        Fill(bytesPerDay, now);
        var taken = new List<Held>();
        var half = _tokens / 2;
        _tokens -= TakeFrom(_own, half, taken);
        TakeTurns(taken);
        _tokens -= TakeFrom(_own, _tokens, taken);
        var order = taken.ToArray();
        random.Shuffle(order);
        return order;
    }

    private void Fill(long bytesPerDay, DateTimeOffset now)
    {
        var most = Math.Max(bytesPerDay / (double)Burst, 2 * Sizes.Largest);
        var passed = _filled == default ? TimeSpan.FromDays(1) : now - _filled;
        _tokens = Math.Min(most, _tokens + (Math.Max(0, passed.TotalDays) * bytesPerDay));
        _filled = now;
    }

    /// <summary>The largest envelope's worth of each contact in turn, until the bytes are used up.</summary>
    private void TakeTurns(List<Held> taken)
    {
        var idle = 0;
        while (idle < _turns.Count)
        {
            var from = _turns[0];
            _turns.RemoveAt(0);
            var queue = _others[from];
            var spent = TakeFrom(queue, Math.Min(Sizes.Largest, _tokens), taken);
            _tokens -= spent;
            idle = spent == 0 ? idle + 1 : 0;
            if (queue.Count == 0)
            {
                _others.Remove(from);
            }
            else
            {
                _turns.Add(from);
            }
        }
    }

    private double TakeFrom(Queue<Held> queue, double bytes, List<Held> taken)
    {
        var spent = 0;
        while (queue.TryPeek(out var held) && (held.IsGone || spent + held.Size <= bytes))
        {
            queue.Dequeue();
            _waiting--;
            if (!held.IsGone)
            {
                taken.Add(held);
                spent += held.Size;
            }
        }

        return spent;
    }
}
