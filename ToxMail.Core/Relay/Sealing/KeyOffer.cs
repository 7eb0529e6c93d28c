using System.Buffers.Binary;
using NSec.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>One side's half of an agreement: what it sends in the open over the link.</summary>
internal sealed record KeyOffer
{
    private const uint MaxNumber = int.MaxValue - 1;

    /// <summary>e, an X25519 key used once.</summary>
    public required byte[] Ephemeral { get; init; }

    /// <summary>An X-Wing key used once.</summary>
    public required byte[] Kem { get; init; }

    /// <summary>The lowest number the new generation can have.</summary>
    public required uint Next { get; init; }

    /// <summary>The sender's day.</summary>
    public required int Day { get; init; }

    /// <summary>What the new generation can be built on, newest first.</summary>
    public required IReadOnlyList<HeldGeneration> Held { get; init; }

    public byte[] Write()
    {
        var body = new byte[1 + Curve25519.Size + Xwing.PublicKeySize + sizeof(uint) + sizeof(ushort) + sizeof(ushort) + Held.Count * (sizeof(uint) + sizeof(ulong))];
        var writer = new ByteWriter(body);
        writer.Byte((byte)KeysType.Offer);
        writer.Write(Ephemeral);
        writer.Write(Kem);
        writer.UInt32(Next);
        writer.UInt16(Day);
        writer.UInt16(Held.Count);
        foreach (var held in Held)
        {
            writer.UInt32(held.Number);
            writer.UInt64(held.Check);
        }

        return body;
    }

    /// <summary>Reads a body without its type; null when it is none.</summary>
    public static KeyOffer? Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var offer = new KeyOffer
        {
            Ephemeral = reader.Take(Curve25519.Size).ToArray(),
            Kem = reader.Take(Xwing.PublicKeySize).ToArray(),
            Next = reader.UInt32(),
            Day = reader.UInt16(),
            Held = ReadHeld(ref reader),
        };
        return reader.IsAtEnd && offer.Next is > 0 and <= MaxNumber ? offer : null;
    }

    /// <summary>Names a whole body, its type included.</summary>
    public static ulong NameOf(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadUInt64LittleEndian(HashAlgorithm.Blake2b_256.Hash(body));

    private static List<HeldGeneration> ReadHeld(ref ByteReader reader)
    {
        var count = reader.Count(Generations.MaxNamed);
        List<HeldGeneration> held = [];
        for (var i = 0; i < count; i++)
        {
            held.Add(new HeldGeneration(reader.UInt32(), reader.UInt64()));
        }

        return held;
    }
}
