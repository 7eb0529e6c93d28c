namespace ToxMail.Core.Relay.Sealing;

/// <summary>The generations held, newest first, and which of them is used for what.</summary>
internal sealed class Generations : IDisposable
{
    /// <summary>How many an offer names to build on.</summary>
    public const int MaxNamed = 3;

    /// <summary>More than daily renewal makes in the life of an envelope.</summary>
    public const int MaxHeld = 24;

    /// <summary>Agreements within a day, so that a contact cannot keep this node busy with them.</summary>
    private const int MaxPerDay = 8;

    private readonly List<Generation> _held = [];

    /// <summary>The highest number that was ever agreed on.</summary>
    public uint Highest { get; set; }

    /// <summary>No lower one is sealed with.</summary>
    public uint SealFrom { get; set; }

    public IReadOnlyList<Generation> All => _held;

    public Generation? Find(uint number) => _held.Find(generation => generation.Number == number);

    /// <summary>The one to seal with.</summary>
    public Generation? Sealing(int today) =>
        _held.Find(generation => generation.IsConfirmed) is { Send: { } send } newest && newest.Number >= SealFrom && send.Day <= today + Days.Ahead ? newest : null;

    /// <summary>None to seal with, one older than a day, or one stepped ahead by a clock that was wrong.</summary>
    public bool IsRenewalDue(int today) =>
        Sealing(today) is not { } sealing || sealing.StartDay < today || sealing.Receive.Day > today + Days.Ahead;

    public bool MayAgree(int today) => _held.Count(generation => generation.StartDay == today) < MaxPerDay;

    /// <summary>Those an agreement can be built on.</summary>
    public IReadOnlyList<HeldGeneration> Named() =>
        [.. _held.Where(generation => generation.Salt is not null).Take(MaxNamed).Select(generation => new HeldGeneration(generation.Number, generation.Check))];

    public void Add(Generation generation)
    {
        var place = _held.FindIndex(held => held.Number < generation.Number);
        _held.Insert(place < 0 ? _held.Count : place, generation);
        Highest = Math.Max(Highest, generation.Number);
        foreach (var old in _held.Skip(MaxNamed))
        {
            old.ForgetSalt();
        }

        DropAllButNewest(MaxHeld);
    }

    /// <summary>The contact has it too. True when that is new.</summary>
    public bool Confirm(Generation generation)
    {
        if (generation.IsConfirmed)
        {
            return false;
        }

        generation.IsConfirmed = true;
        foreach (var older in _held.SkipWhile(other => !other.IsConfirmed).Skip(1))
        {
            older.Retire();
        }

        return true;
    }

    /// <summary>From a day on the contact seals with this one or newer ones. True when that is new.</summary>
    public bool PeerSealsWith(Generation generation, int day)
    {
        var changed = false;
        foreach (var older in _held.Where(other => other.Number < generation.Number && !(other.LastDay <= day + Days.Ahead)))
        {
            older.LastDay = day + Days.Ahead;
            changed = true;
        }

        return changed;
    }

    /// <summary>Erases the keys of days whose mail cannot arrive any more. True when there were any.</summary>
    public bool Advance(int today)
    {
        var first = today - Days.Back;
        var changed = _held.RemoveAll(generation => Drop(generation, generation.LastDay < first)) > 0;
        foreach (var generation in _held)
        {
            changed |= generation.Receive.AdvanceTo(first);
            changed |= StepSending(generation, today);
        }

        return changed;
    }

    /// <summary>Nothing that is held is sealed with any more.</summary>
    public void Jump(uint number)
    {
        Highest = Math.Max(Highest, number);
        SealFrom = Highest + 1;
        _held.ForEach(generation => generation.Retire());
    }

    public void Clear() => DropAllButNewest(0);

    public void Dispose() => Clear();

    /// <summary>Steps the sending chain to a day; its tags are all free again.</summary>
    internal static bool StepSending(Generation generation, int day)
    {
        if (generation.Send is not { } send || !send.AdvanceTo(day))
        {
            return false;
        }

        generation.TagsUsed = 0;
        return true;
    }

    private void DropAllButNewest(int count)
    {
        for (var i = _held.Count - 1; i >= count; i--)
        {
            _held[i].Dispose();
            _held.RemoveAt(i);
        }
    }

    private static bool Drop(Generation generation, bool drop)
    {
        if (drop)
        {
            generation.Dispose();
        }

        return drop;
    }
}
