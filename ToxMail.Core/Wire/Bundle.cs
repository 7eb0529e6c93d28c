using System.Buffers.Binary;

namespace ToxMail.Core.Wire;

/// <summary>Small parcels that travel as one file: magic, count, lengths, parcels. <c>docs/protocol.md</c> §2.2.</summary>
public static class Bundle
{
    private const int FixedSize = 8;

    /// <summary>Bytes a bundle has beyond its parcels.</summary>
    public static int Overhead(int count) => FixedSize + (4 * count);

    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> parcels)
    {
        var bundle = new byte[Overhead(parcels.Count) + parcels.Sum(static parcel => parcel.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(bundle, WireFormat.BundleKind);
        BinaryPrimitives.WriteUInt32LittleEndian(bundle.AsSpan(4), (uint)parcels.Count);
        var end = Overhead(parcels.Count);
        for (var i = 0; i < parcels.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bundle.AsSpan(FixedSize + (4 * i)), (uint)parcels[i].Length);
            parcels[i].Span.CopyTo(bundle.AsSpan(end));
            end += parcels[i].Length;
        }

        return bundle;
    }

    /// <summary>The parcels, or null when the lengths do not fill the bundle exactly.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Read(ReadOnlyMemory<byte> bundle)
    {
        if (bundle.Length < FixedSize || BinaryPrimitives.ReadUInt32LittleEndian(bundle.Span) != WireFormat.BundleKind)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(bundle.Span[4..]);
        if (count > WireFormat.MaxBundleParcels || bundle.Length < Overhead((int)count))
        {
            return null;
        }

        return ReadParcels(bundle, (int)count);
    }

    private static ReadOnlyMemory<byte>[]? ReadParcels(ReadOnlyMemory<byte> bundle, int count)
    {
        var parcels = new ReadOnlyMemory<byte>[count];
        var rest = bundle[Overhead(count)..];
        for (var i = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bundle.Span[(FixedSize + (4 * i))..]);
            if (length > rest.Length)
            {
                return null;
            }

            parcels[i] = rest[..(int)length];
            rest = rest[(int)length..];
        }

        return rest.IsEmpty ? parcels : null;
    }
}
