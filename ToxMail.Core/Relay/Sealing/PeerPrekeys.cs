namespace ToxMail.Core.Relay.Sealing;

/// <summary>The contact's prekeys, to seal to.</summary>
internal sealed class PeerPrekeys
{
    /// <summary>One-time keys kept of a contact.</summary>
    public const int MaxKept = 64;

    private readonly Queue<byte[]> _once = new();

    public IReadOnlyCollection<byte[]> Once => _once;

    public byte[]? Fallback { get; private set; }

    /// <summary>When the contact handed out <see cref="Fallback"/>, in Unix seconds of its clock.</summary>
    public ulong FallbackFrom { get; private set; }

    public bool IsEmpty => _once.Count == 0 && Fallback is null;

    /// <returns>True when there was a new one among them.</returns>
    public bool Add(IEnumerable<byte[]> keys)
    {
        var before = _once.Count;
        foreach (var key in keys.Where(key => _once.Count < MaxKept && !_once.Any(old => old.AsSpan().SequenceEqual(key))))
        {
            _once.Enqueue(key);
        }

        return _once.Count > before;
    }

    /// <returns>True when it is another one.</returns>
    public bool SetFallback(byte[] key, ulong from)
    {
        var isNew = Fallback is null || !Fallback.AsSpan().SequenceEqual(key);
        (Fallback, FallbackFrom) = (key, from);
        return isNew;
    }

    /// <summary>Takes a one-time key that no envelope was sealed to, else the fallback.</summary>
    public byte[]? Next() => _once.TryDequeue(out var key) ? key : Fallback;

    /// <summary>Forgets a key that is none.</summary>
    public void Discard(byte[] key)
    {
        if (ReferenceEquals(Fallback, key))
        {
            Fallback = null;
        }
    }

    /// <summary>After a restored backup nobody knows which were used.</summary>
    public void ForgetOnce() => _once.Clear();

    public void Clear()
    {
        _once.Clear();
        (Fallback, FallbackFrom) = (null, 0);
    }
}
