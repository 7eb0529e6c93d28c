using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>What an RRSIG record says: who signed which records of its owner, and for how long (RFC 4034 3.1).</summary>
internal sealed record SignatureData
{
    private const int FixedSize = 18;

    private SignatureData(DnsRecord record) => Record = record;

    public DnsRecord Record { get; }

    public required DnsType Covers { get; init; }

    public required DnssecAlgorithm Algorithm { get; init; }

    /// <summary>Labels of the name that was signed, without root and asterisk: fewer than the owner's when the record came from a wildcard.</summary>
    public required int Labels { get; init; }

    public required uint OriginalTtl { get; init; }

    public required uint Expiration { get; init; }

    public required uint Inception { get; init; }

    public required ushort KeyTag { get; init; }

    /// <summary>The zone whose key signed.</summary>
    public required DnsName Signer { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The data without the signature and with the signer in lower case: the first part of what was signed (RFC 4034 3.1.8.1).</summary>
    public ReadOnlyMemory<byte> SignedHead { get; private init; }

    public static bool TryRead(DnsRecord record, [NotNullWhen(true)] out SignatureData? signature)
    {
        signature = null;
        var reader = new DnsReader(record.Data.Span);
        if (!reader.TryReadUInt16(out var covers)
            || !reader.TryReadByte(out var algorithm)
            || !reader.TryReadByte(out var labels)
            || !reader.TryReadUInt32(out var originalTtl)
            || !reader.TryReadUInt32(out var expiration)
            || !reader.TryReadUInt32(out var inception)
            || !reader.TryReadUInt16(out var tag)
            || !reader.TryReadPlainName(out var signer))
        {
            return false;
        }

        signature = new SignatureData(record)
        {
            Covers = (DnsType)covers,
            Algorithm = (DnssecAlgorithm)algorithm,
            Labels = labels,
            OriginalTtl = originalTtl,
            Expiration = expiration,
            Inception = inception,
            KeyTag = tag,
            Signer = signer,
            Signature = reader.ReadRest().ToArray(),
            SignedHead = (byte[])[.. record.Data.Span[..FixedSize], .. signer.Wire.Span],
        };
        return true;
    }
}
