using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace ToxMail.Core.Store.Blobs;

/// <summary>Names one message file: 128 random bits, never used twice.</summary>
public readonly record struct BlobId
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    private readonly UInt128 _value;

    /// <summary>Takes exactly <see cref="Size"/> bytes.</summary>
    public BlobId(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>A new name.</summary>
    public static BlobId New() => NewIn(RandomNumberGenerator.GetBytes(1)[0]);

    /// <summary>A new name whose first byte, and so whose folder, is given; 120 random bits are left.</summary>
    public static BlobId NewIn(byte folder) => new([folder, .. RandomNumberGenerator.GetBytes(Size - 1)]);

    /// <summary>Reads 32 upper-case hexadecimal digits, as <see cref="ToString"/> writes them.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlobId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var parsed = text?.Length == Size * 2
            && !text.Any(char.IsAsciiLetterLower)
            && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        id = parsed ? new BlobId(bytes) : default;
        return parsed;
    }

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _value);
        return bytes;
    }

    /// <summary>32 upper-case hexadecimal digits.</summary>
    public override string ToString() => _value.ToString("X32", CultureInfo.InvariantCulture);
}
