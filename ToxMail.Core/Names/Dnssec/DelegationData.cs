using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>What a DS record says: the digest of a key that signs the child's keys (RFC 4034 5.1).</summary>
internal sealed record DelegationData(ushort KeyTag, DnssecAlgorithm Algorithm, byte DigestType, ReadOnlyMemory<byte> Digest)
{
    /// <summary>True when both its algorithm and its digest are used here; a child of which no DS is, counts as unsigned (RFC 4035 5.2).</summary>
    public bool IsSupported => SignatureAlgorithm.IsSupported(Algorithm) && DelegationDigest.IsSupported(DigestType);

    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out DelegationData? delegation)
    {
        var reader = new DnsReader(data);
        delegation = reader.TryReadUInt16(out var tag) && reader.TryReadByte(out var algorithm) && reader.TryReadByte(out var digestType)
            ? new DelegationData(tag, (DnssecAlgorithm)algorithm, digestType, reader.ReadRest().ToArray())
            : null;
        return delegation is not null;
    }
}
