namespace ToxMail.Core.Wire;

/// <summary>BLAKE2b-256 of a parcel with its body uncompressed: the parcel's name on the wire and, with the sender's key, in the mailbox.</summary>
public readonly record struct Digest
{
    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Takes exactly <see cref="WireFormat.DigestSize"/> bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != WireFormat.DigestSize)
        {
            throw new ArgumentException($"A digest has {WireFormat.DigestSize} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _high = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>Writes the bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _low);
    }

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[WireFormat.DigestSize];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits: fit for a file name.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
