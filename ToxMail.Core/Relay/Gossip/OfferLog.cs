namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// The order in which contacts are shown what is here. Sequences only grow, over restarts too, and have gaps of random size, so that nobody can count
/// what he is not shown.
/// </summary>
internal sealed class OfferLog(Random random)
{
    private const int StartShift = 20;
    private const int LargestGap = 8;

    private readonly List<Held> _entries = [];
    private int _gone;

    public ulong Head { get; private set; }

    /// <summary>
    /// Takes up what was logged. What was logged last may be gone, and contacts have read past it: so the head starts from the clock, far above
    /// anything a former run can have reached.
    /// </summary>
    public void Restore(IEnumerable<Held> logged, DateTimeOffset now)
    {
        _entries.AddRange(logged.OrderBy(held => held.Entry.Sequence));
        var last = _entries.Count == 0 ? 0 : _entries[^1].Entry.Sequence;
        Head = Math.Max(last, (ulong)Math.Max(0, now.ToUnixTimeSeconds()) << StartShift);
    }

    public void Append(Held held)
    {
        Head += (ulong)random.Next(1, LargestGap + 1);
        held.Entry = held.Entry with { Sequence = Head };
        _entries.Add(held);
    }

    /// <summary>These are to be appended again.</summary>
    public void TakeOut(IReadOnlySet<Held> entries) => _entries.RemoveAll(entries.Contains);

    /// <summary>One of the entries has gone.</summary>
    public void NoteGone()
    {
        if (++_gone > 64 && _gone > _entries.Count / 2)
        {
            _entries.RemoveAll(held => held.IsGone);
            _gone = 0;
        }
    }

    /// <summary>What was logged after a sequence.</summary>
    public IEnumerable<Held> After(ulong sequence)
    {
        for (var i = FirstAfter(sequence); i < _entries.Count; i++)
        {
            if (!_entries[i].IsGone)
            {
                yield return _entries[i];
            }
        }
    }

    private int FirstAfter(ulong sequence)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].Entry.Sequence > sequence ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
