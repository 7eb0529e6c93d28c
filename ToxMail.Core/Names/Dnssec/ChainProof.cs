using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>Checks a kept proof again, by the same code as when it was made.</summary>
internal static class ChainProof
{
    /// <summary>Octets of the longest proof that is looked at; a usual one has 1.4 to 3.1 kB.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Never <see cref="ChainVerdict.Needs"/>: all that a proof needs is in it.</summary>
    public static ChainVerdict Check(ReadOnlyMemory<byte> chain, DnsName name, DnsType type, TrustAnchors anchors, DateTimeOffset now) =>
        chain.Length <= MaxLength && DnsRecordCodec.TryReadAll(chain.Span, out var records)
            ? ChainValidator.Examine(name, type, RecordBag.OfKept(records), anchors, now)
            : new ChainVerdict.Bogus("The kept proof cannot be read.");
}
