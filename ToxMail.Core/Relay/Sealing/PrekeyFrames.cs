namespace ToxMail.Core.Relay.Sealing;

/// <summary>HAVE and PREKEYS: each side says what it has left of the other's prekeys, and gets what it lacks.</summary>
internal static class PrekeyFrames
{
    /// <summary>Keys in one PREKEYS.</summary>
    private const int MaxKeys = OwnPrekeys.Stack;

    /// <summary>What is left of the contact's keys.</summary>
    public static byte[] Have(PeerPrekeys peer)
    {
        var body = new byte[1 + sizeof(uint) + sizeof(ushort) + peer.Once.Count * sizeof(uint)];
        var writer = new ByteWriter(body);
        writer.Byte((byte)KeysType.Have);
        writer.UInt32(peer.Fallback is { } fallback ? OwnPrekey.IdOf(fallback) : 0);
        writer.UInt16(peer.Once.Count);
        foreach (var key in peer.Once)
        {
            writer.UInt32(OwnPrekey.IdOf(key));
        }

        return body;
    }

    /// <summary>Answers a HAVE.</summary>
    public static KeysOutcome TakeHave(ReadOnlySpan<byte> body, OwnPrekeys own, DateTimeOffset now)
    {
        var reader = new ByteReader(body);
        var fallback = reader.UInt32();
        HashSet<uint> listed = [];
        for (var left = reader.Count(PeerPrekeys.MaxKept); left > 0; left--)
        {
            listed.Add(reader.UInt32());
        }

        return reader.IsAtEnd ? Refill(own, fallback, listed, now) : KeysOutcome.Malformed;
    }

    /// <summary>The body of a PREKEYS with new one-time keys and the fallback.</summary>
    public static byte[] Prekeys(OwnPrekeys own, IReadOnlyList<byte[]> keys, bool replace, DateTimeOffset now)
    {
        var body = new byte[1 + 1 + sizeof(ulong) + Curve25519.Size + sizeof(ushort) + keys.Count * Curve25519.Size];
        var writer = new ByteWriter(body);
        writer.Byte((byte)KeysType.Prekeys);
        writer.Flag(replace);
        writer.UInt64((ulong)Math.Max(0, now.ToUnixTimeSeconds()));
        writer.Write(own.Fallback);
        writer.UInt16(keys.Count);
        foreach (var key in keys)
        {
            writer.Write(key);
        }

        return body;
    }

    /// <summary>Takes the contact's keys.</summary>
    /// <param name="body">Without its type.</param>
    /// <param name="peer">Where they are kept.</param>
    /// <param name="isByMail">They came in an envelope, which may have been overtaken by a newer one.</param>
    public static KeysOutcome TakePrekeys(ReadOnlySpan<byte> body, PeerPrekeys peer, bool isByMail)
    {
        var reader = new ByteReader(body);
        var (replace, from) = (reader.Flag(), reader.UInt64());
        var fallback = reader.Take(Curve25519.Size).ToArray();
        List<byte[]> keys = [];
        for (var left = reader.Count(MaxKeys); left > 0; left--)
        {
            keys.Add(reader.Take(Curve25519.Size).ToArray());
        }

        if (!reader.IsAtEnd || (replace && isByMail))
        {
            return KeysOutcome.Malformed;
        }

        if (replace)
        {
            peer.Clear();
        }

        var isChanged = peer.Add(keys) | replace;
        isChanged |= (!isByMail || from > peer.FallbackFrom) && peer.SetFallback(fallback, from);
        return new KeysOutcome { IsChanged = isChanged };
    }

    private static KeysOutcome Refill(OwnPrekeys own, uint fallback, HashSet<uint> listed, DateTimeOffset now)
    {
        var today = Days.Of(now);
        var changed = own.FallbackKnown(fallback, today) | own.Advance(today);
        var areOurs = own.Take(listed, today);
        if (!areOurs)
        {
            // It kept keys that a restored backup of ours does not know, or restored one itself.
            own.Take(new HashSet<uint>(), today);
        }

        var keys = own.Make(OwnPrekeys.Stack - (areOurs ? listed.Count : 0));
        var isFallbackOld = own.Fallbacks[^1].Key.Id != fallback;
        return areOurs && keys.Count == 0 && !isFallbackOld
            ? new KeysOutcome { IsChanged = changed }
            : new KeysOutcome { IsChanged = true, Replies = [Prekeys(own, keys, !areOurs, now)] };
    }
}
