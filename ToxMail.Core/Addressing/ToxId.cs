using System.Buffers.Binary;

namespace ToxMail.Core.Addressing;

/// <summary>
/// A Tox ID: public key, nospam and checksum (<c>TOX_ADDRESS_SIZE</c> in <c>tox.h</c>). Whoever knows it may ask to become a contact.
/// </summary>
public readonly record struct ToxId(PublicKey PublicKey, uint Nospam)
{
    /// <summary>Length in bytes: key 32, nospam 4, checksum 2.</summary>
    public const int Size = 38;

    /// <summary>Length of the hexadecimal form.</summary>
    public const int HexLength = Size * 2;

    private const int ChecksumOffset = 36;

    /// <summary>Reads 76 hexadecimal digits, or says which rule they break.</summary>
    public static ToxIdFault TryParse(string? text, out ToxId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        id = default;
        return Hexadecimal.TryRead(text, bytes) ? TryRead(bytes, out id) : ToxIdFault.NotAToxId;
    }

    /// <summary>Reads 38 bytes, or says which rule they break.</summary>
    public static ToxIdFault TryRead(ReadOnlySpan<byte> bytes, out ToxId id)
    {
        id = default;
        if (bytes.Length != Size)
        {
            return ToxIdFault.NotAToxId;
        }

        if (Checksum(bytes[..ChecksumOffset]) != BinaryPrimitives.ReadUInt16BigEndian(bytes[ChecksumOffset..]))
        {
            return ToxIdFault.WrongChecksum;
        }

        id = new ToxId(new PublicKey(bytes[..PublicKey.Size]), BinaryPrimitives.ReadUInt32BigEndian(bytes[PublicKey.Size..]));
        return ToxIdFault.None;
    }

    /// <summary>Reads IDs that stand one after the other; those that are none are left out.</summary>
    public static IReadOnlyList<ToxId> ReadAll(ReadOnlySpan<byte> bytes)
    {
        var ids = new List<ToxId>(bytes.Length / Size);
        for (; bytes.Length >= Size; bytes = bytes[Size..])
        {
            if (TryRead(bytes[..Size], out var id) == ToxIdFault.None)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>Writes IDs one after the other.</summary>
    public static byte[] WriteAll(IReadOnlyList<ToxId> ids)
    {
        var bytes = new byte[ids.Count * Size];
        for (var i = 0; i < ids.Count; i++)
        {
            ids[i].CopyTo(bytes.AsSpan(i * Size));
        }

        return bytes;
    }

    /// <summary>Reads 76 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is not a Tox ID.</exception>
    public static ToxId Parse(string text) =>
        TryParse(text, out var id) == ToxIdFault.None ? id : throw new FormatException("A Tox ID is 76 hexadecimal digits with a matching checksum.");

    /// <summary>Writes the <see cref="Size"/> bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        PublicKey.CopyTo(destination);
        BinaryPrimitives.WriteUInt32BigEndian(destination[PublicKey.Size..], Nospam);
        BinaryPrimitives.WriteUInt16BigEndian(destination[ChecksumOffset..], Checksum(destination[..ChecksumOffset]));
    }

    /// <summary>Nospam and checksum as 12 hexadecimal digits: the first label of the domain in <c>&lt;key&gt;@&lt;12 hex&gt;.tox.alt</c>.</summary>
    public string NospamLabel => ToString()[PublicKey.HexLength..];

    /// <summary>76 upper-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexString(bytes);
    }

    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        byte even = 0, odd = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            even ^= bytes[i];
            odd ^= bytes[i + 1];
        }

        return (ushort)(even << 8 | odd);
    }
}
