using System.Buffers.Binary;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Tests.Support.Dns.Signing;

/// <summary>A signature about to be made, for a test to spoil.</summary>
internal sealed class SignatureDraft
{
    public required DnsName Owner { get; init; }

    public required DnsType Type { get; init; }

    public required SigningKey Key { get; set; }

    public required DnsName Signer { get; set; }

    public required DnsType Covers { get; set; }

    public required byte Algorithm { get; set; }

    public required byte Labels { get; set; }

    public required uint OriginalTtl { get; set; }

    public required DateTimeOffset Inception { get; set; }

    public required DateTimeOffset Expiration { get; set; }

    public required ushort KeyTag { get; set; }

    /// <summary>Signs the records as they are now.</summary>
    public DnsRecord Sign(IEnumerable<DnsRecord> records)
    {
        var numbers = new byte[18];
        BinaryPrimitives.WriteUInt16BigEndian(numbers, (ushort)Covers);
        (numbers[2], numbers[3]) = (Algorithm, Labels);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), OriginalTtl);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(8), (uint)Expiration.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(12), (uint)Inception.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt16BigEndian(numbers.AsSpan(16), KeyTag);
        byte[] head = [.. numbers, .. Signer.Wire.Span];
        var sorted = records.Select(record => record with { Ttl = OriginalTtl }).OrderBy(static record => Convert.ToHexString(record.Data.Span), StringComparer.Ordinal);
        return new DnsRecord(Owner, DnsType.RRSIG, ZoneBuilder.Ttl, (byte[])[.. head, .. Key.Sign([.. head, .. DnsRecordCodec.Write(sorted)])]);
    }
}
