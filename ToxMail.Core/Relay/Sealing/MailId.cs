using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Names a relayed mail, 16 random bytes: the same in each envelope it is sealed into anew.</summary>
internal readonly record struct MailId(UInt128 Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    public static MailId New() => Read(RandomNumberGenerator.GetBytes(Size));

    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="Size"/> bytes.</exception>
    public static MailId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128LittleEndian(bytes));

    /// <summary>Writes the <see cref="Size"/> bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128LittleEndian(destination, Value);

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }
}
