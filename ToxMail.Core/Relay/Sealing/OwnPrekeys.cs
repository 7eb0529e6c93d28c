namespace ToxMail.Core.Relay.Sealing;

/// <summary>Keys this node made for one contact to seal to, and when they are erased.</summary>
internal sealed class OwnPrekeys : IDisposable
{
    /// <summary>One-time keys a contact is to have.</summary>
    public const int Stack = 32;

    /// <summary>Secrets held: those of some keys may be on their way in envelopes.</summary>
    public const int MaxSecrets = 256;

    public const int MaxFallbacks = 8;

    /// <summary>Days until the fallback is replaced.</summary>
    private const int FallbackDays = 7;

    private readonly List<OwnPrekey> _once = [];
    private readonly List<FallbackPrekey> _fallbacks = [];

    public IReadOnlyList<OwnPrekey> Once => _once;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FallbackPrekey> Fallbacks => _fallbacks;

    /// <summary>The public half of the newest fallback, or zeros.</summary>
    public ReadOnlySpan<byte> Fallback => _fallbacks is [.., var newest] ? newest.Public : new byte[Curve25519.Size];

    public void Restore(OwnPrekey key) => _once.Add(key);

    public void Restore(FallbackPrekey key) => _fallbacks.Add(key);

    public OwnPrekey? Find(uint id, out bool isOnce)
    {
        var found = _once.Find(key => key.Id == id);
        isOnce = found is not null;
        return found ?? _fallbacks.Find(fallback => fallback.Key.Id == id)?.Key;
    }

    /// <summary>One-time keys the contact may have left.</summary>
    public int Unspent => _once.Count(key => key.GoneSince is null);

    /// <summary>Makes one-time keys, as many as are wanted and there is room for, and gives their public halves.</summary>
    public IReadOnlyList<byte[]> Make(int count)
    {
        List<byte[]> made = [];
        while (made.Count < count && _once.Count < MaxSecrets)
        {
            _once.Add(NewKey(out var publicKey));
            made.Add(publicKey);
        }

        return made;
    }

    /// <summary>The contact lists what it has left. False when it names a key that is none of ours: it has to forget them all.</summary>
    public bool Take(IReadOnlySet<uint> listed, int today)
    {
        foreach (var key in _once)
        {
            key.GoneSince = listed.Contains(key.Id) ? null : key.GoneSince ?? today;
        }

        return listed.Count <= _once.Count && _once.Count(key => key.GoneSince is null) == listed.Count;
    }

    /// <summary>The contact has this fallback; older ones go, once what was sealed to them has arrived or never will. True when that is new.</summary>
    public bool FallbackKnown(uint id, int today)
    {
        var index = _fallbacks.FindIndex(fallback => fallback.Key.Id == id);
        if (index < 0 || _fallbacks[index].IsKnown)
        {
            return false;
        }

        _fallbacks[index].IsKnown = true;
        foreach (var older in _fallbacks.Take(index))
        {
            older.Key.GoneSince ??= today;
        }

        return true;
    }

    /// <summary>Erases a used one-time key.</summary>
    public void Spend(uint id)
    {
        _once.Find(key => key.Id == id)?.Dispose();
        _once.RemoveAll(key => key.Id == id);
    }

    /// <summary>
    /// Erases what nothing can arrive for any more and renews the fallback. One that the contact may not have got yet is not renewed, and the one before it not erased:
    /// a contact that is away for long goes on sealing to what it has.
    /// </summary>
    public bool Advance(int today)
    {
        var over = _once.Where(key => key.IsOver(today)).ToList();
        over.ForEach(key => Spend(key.Id));
        var changed = over.Count > 0 | _fallbacks.RemoveAll(fallback => Drop(fallback, today)) > 0;
        if (_fallbacks is [.., var newest] && (!newest.IsKnown || today - newest.Made < FallbackDays))
        {
            return changed;
        }

        var key = NewKey(out var publicKey);
        _fallbacks.Add(new FallbackPrekey(key, publicKey, today));
        return true;
    }

    public void Dispose()
    {
        _once.ForEach(key => key.Dispose());
        _fallbacks.ForEach(fallback => fallback.Dispose());
        _once.Clear();
        _fallbacks.Clear();
    }

    private static bool Drop(FallbackPrekey fallback, int today)
    {
        var drop = fallback.Key.IsOver(today);
        if (drop)
        {
            fallback.Dispose();
        }

        return drop;
    }

    private OwnPrekey NewKey(out byte[] publicKey)
    {
        while (true)
        {
            var secret = Secret.Random();
            publicKey = Curve25519.PublicOf(secret.Bytes);
            var id = OwnPrekey.IdOf(publicKey);
            if (id != 0 && Find(id, out _) is null)
            {
                return new OwnPrekey(id, secret);
            }

            secret.Dispose();
        }
    }
}
