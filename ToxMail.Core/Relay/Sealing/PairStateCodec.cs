namespace ToxMail.Core.Relay.Sealing;

/// <summary>How the keys of a pair lie in the database.</summary>
internal static class PairStateCodec
{
    private const byte Version = 2;

    /// <summary>Knew no cards and no former keys.</summary>
    private const byte FirstVersion = 1;

    private const int NoDay = ushort.MaxValue;

    public static byte[] Write(PairKeys keys)
    {
        var counter = new ByteWriter([]);
        Write(ref counter, keys);
        var saved = new byte[counter.Length];
        var writer = new ByteWriter(saved);
        Write(ref writer, keys);
        return saved;
    }

    /// <summary>False when the bytes are anything but what <see cref="Write(PairKeys)"/> wrote; what was read until then is in <paramref name="keys"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> saved, PairKeys keys)
    {
        var reader = new ByteReader(saved);
        var version = reader.Byte();
        if (version is not (Version or FirstVersion))
        {
            return false;
        }

        keys.Pinned = ReadKeys(ref reader);
        if (version == FirstVersion)
        {
            // Other keys that the contact showed: it shows them again when it is online, with their card.
            ReadKeys(ref reader);
        }
        else
        {
            ReadOthers(ref reader, keys);
        }

        ReadGenerations(ref reader, keys.Generations);
        ReadOwn(ref reader, keys.Own);
        ReadPeer(ref reader, keys.Peer);
        return reader.IsAtEnd;
    }

    private static void Write(ref ByteWriter writer, PairKeys keys)
    {
        writer.Byte(Version);
        WriteKeys(ref writer, keys.Pinned);
        WriteCard(ref writer, keys.Shown);
        WriteCard(ref writer, keys.Given);
        writer.UInt16(keys.Former.Count);
        foreach (var former in keys.Former)
        {
            writer.Write(former.Bytes);
        }

        WriteGenerations(ref writer, keys.Generations);
        WriteOwn(ref writer, keys.Own);
        WritePeer(ref writer, keys.Peer);
    }

    private static void WriteKeys(ref ByteWriter writer, MailKeys? keys)
    {
        writer.Flag(keys is not null);
        if (keys is not null)
        {
            writer.Write(keys.Bytes);
        }
    }

    private static void WriteCard(ref ByteWriter writer, MailCard? card)
    {
        writer.Flag(card is not null);
        writer.Write(card is null ? [] : card.ToArray());
    }

    private static void ReadOthers(ref ByteReader reader, PairKeys keys)
    {
        keys.Shown = ReadCard(ref reader);
        keys.Given = ReadCard(ref reader);
        var count = reader.Count(PairKeys.MaxFormer);
        for (var i = 0; i < count && !reader.HasFailed; i++)
        {
            keys.Former.Add(MailKeys.Read(reader.Take(MailKeys.Size)));
        }
    }

    private static MailCard? ReadCard(ref ByteReader reader)
    {
        if (!reader.Flag())
        {
            return null;
        }

        var card = MailCard.Read(reader.Take(MailCard.Size));
        if (card is null)
        {
            reader.Fail();
        }

        return card;
    }

    private static MailKeys? ReadKeys(ref ByteReader reader) => reader.Flag() ? MailKeys.Read(reader.Take(MailKeys.Size)) : null;

    private static void WriteGenerations(ref ByteWriter writer, Generations generations)
    {
        writer.UInt32(generations.Highest);
        writer.UInt32(generations.SealFrom);
        writer.UInt16(generations.All.Count);
        foreach (var generation in generations.All)
        {
            writer.UInt32(generation.Number);
            writer.UInt16(generation.StartDay);
            writer.UInt64(generation.Check);
            writer.Flag(generation.IsConfirmed);
            writer.UInt16(generation.LastDay ?? NoDay);
            writer.Byte((byte)generation.TagsUsed);
            writer.Flag(generation.Salt is not null);
            writer.Write(generation.Salt is { } salt ? salt.Bytes : []);
            writer.Flag(generation.Send is not null);
            WriteChain(ref writer, generation.Send);
            WriteChain(ref writer, generation.Receive);
        }
    }

    private static void WriteChain(ref ByteWriter writer, DayChain? chain)
    {
        if (chain is not null)
        {
            writer.UInt16(chain.Day);
            writer.Write(chain.Key);
        }
    }

    private static void ReadGenerations(ref ByteReader reader, Generations generations)
    {
        var (highest, sealFrom) = (reader.UInt32(), reader.UInt32());
        var count = reader.Count(Generations.MaxHeld);
        for (var i = 0; i < count && !reader.HasFailed; i++)
        {
            generations.Add(ReadGeneration(ref reader));
        }

        (generations.Highest, generations.SealFrom) = (highest, sealFrom);
    }

    private static Generation ReadGeneration(ref ByteReader reader)
    {
        var (number, start, check) = (reader.UInt32(), reader.UInt16(), reader.UInt64());
        var (isConfirmed, lastDay, tagsUsed) = (reader.Flag(), ReadDay(ref reader), reader.Byte());
        if (tagsUsed > DayKeys.Tags)
        {
            reader.Fail();
        }

        return new Generation
        {
            Number = number,
            StartDay = start,
            Check = check,
            IsConfirmed = isConfirmed,
            LastDay = lastDay,
            TagsUsed = tagsUsed,
            Salt = reader.Flag() ? Secret.Copy(reader.Take(Secret.Size)) : null,
            Send = reader.Flag() ? ReadChain(ref reader) : null,
            Receive = ReadChain(ref reader),
        };
    }

    private static DayChain ReadChain(ref ByteReader reader)
    {
        var day = reader.UInt16();
        return new DayChain(reader.Take(Secret.Size), day);
    }

    private static int? ReadDay(ref ByteReader reader) => reader.UInt16() is var day and not NoDay ? day : null;

    private static void WriteOwn(ref ByteWriter writer, OwnPrekeys own)
    {
        writer.UInt16(own.Once.Count);
        foreach (var key in own.Once)
        {
            WritePrekey(ref writer, key);
        }

        writer.UInt16(own.Fallbacks.Count);
        foreach (var fallback in own.Fallbacks)
        {
            WritePrekey(ref writer, fallback.Key);
            writer.Write(fallback.Public);
            writer.UInt16(fallback.Made);
            writer.Flag(fallback.IsKnown);
        }
    }

    private static void WritePrekey(ref ByteWriter writer, OwnPrekey key)
    {
        writer.UInt32(key.Id);
        writer.Write(key.Secret.Bytes);
        writer.UInt16(key.GoneSince ?? NoDay);
    }

    private static void ReadOwn(ref ByteReader reader, OwnPrekeys own)
    {
        var count = reader.Count(OwnPrekeys.MaxSecrets);
        for (var i = 0; i < count && !reader.HasFailed; i++)
        {
            own.Restore(ReadPrekey(ref reader));
        }

        count = reader.Count(OwnPrekeys.MaxFallbacks);
        for (var i = 0; i < count && !reader.HasFailed; i++)
        {
            var key = ReadPrekey(ref reader);
            own.Restore(new FallbackPrekey(key, reader.Take(Curve25519.Size).ToArray(), reader.UInt16()) { IsKnown = reader.Flag() });
        }
    }

    private static OwnPrekey ReadPrekey(ref ByteReader reader)
    {
        var id = reader.UInt32();
        return new OwnPrekey(id, Secret.Copy(reader.Take(Secret.Size))) { GoneSince = ReadDay(ref reader) };
    }

    private static void WritePeer(ref ByteWriter writer, PeerPrekeys peer)
    {
        writer.UInt16(peer.Once.Count);
        foreach (var key in peer.Once)
        {
            writer.Write(key);
        }

        writer.Flag(peer.Fallback is not null);
        if (peer.Fallback is not null)
        {
            writer.Write(peer.Fallback);
            writer.UInt64(peer.FallbackFrom);
        }
    }

    private static void ReadPeer(ref ByteReader reader, PeerPrekeys peer)
    {
        var count = reader.Count(PeerPrekeys.MaxKept);
        for (var i = 0; i < count && !reader.HasFailed; i++)
        {
            peer.Add([reader.Take(Curve25519.Size).ToArray()]);
        }

        if (reader.Flag())
        {
            var key = reader.Take(Curve25519.Size).ToArray();
            peer.SetFallback(key, reader.UInt64());
        }
    }
}
