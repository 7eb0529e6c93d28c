using System.Buffers;
using System.Buffers.Binary;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>The octets that a signature was made over (RFC 4034 3.1.8.1, 6.2).</summary>
internal static class CanonicalForm
{
    private const int NumbersSize = 10;

    /// <summary>The signature's own head, then each record with the owner that was signed and the TTL it had then.</summary>
    public static byte[] Write(RecordSet set, SignatureData signature, DnsName signedOwner)
    {
        var writer = new ArrayBufferWriter<byte>();
        writer.Write(signature.SignedHead.Span);
        foreach (var record in set.Records)
        {
            writer.Write(signedOwner.Wire.Span);
            WriteNumbers(writer, record, signature.OriginalTtl);
            writer.Write(record.Data.Span);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The name that was signed: the owner's own, or when the signature counts fewer labels, the wildcard that the owner was made from (RFC 4035 5.3.2). Nothing when
    /// it counts more than there are.
    /// </summary>
    public static DnsName? SignedOwner(DnsName owner, int labels)
    {
        var surplus = OwnLabels(owner) - labels;
        return surplus switch
        {
            < 0 => null,
            0 => owner,
            _ => owner.Ancestor(owner.LabelCount - labels).Child("*"u8),
        };
    }

    /// <summary>An asterisk at the front does not count (RFC 4034 3.1.3).</summary>
    private static int OwnLabels(DnsName owner) => owner.LabelCount - (owner.IsWildcard ? 1 : 0);

    private static void WriteNumbers(ArrayBufferWriter<byte> writer, DnsRecord record, uint originalTtl)
    {
        var numbers = writer.GetSpan(NumbersSize);
        BinaryPrimitives.WriteUInt16BigEndian(numbers, (ushort)record.Type);
        BinaryPrimitives.WriteUInt16BigEndian(numbers[2..], DnsRecordCodec.ClassIn);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[4..], originalTtl);
        BinaryPrimitives.WriteUInt16BigEndian(numbers[8..], (ushort)record.Data.Length);
        writer.Advance(NumbersSize);
    }
}
