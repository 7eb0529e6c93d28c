using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>What is known about the records of a name.</summary>
internal abstract record ChainVerdict
{
    private ChainVerdict()
    {
    }

    /// <summary>Not enough to judge: ask the resolver this, put the answer into the bag and examine again.</summary>
    public sealed record Needs(DnsName Name, DnsType Type) : ChainVerdict;

    /// <summary>Signed link by link from a trust anchor.</summary>
    public sealed record Proved : ChainVerdict
    {
        /// <summary>The records, at the end of the aliases if there were any.</summary>
        public required IReadOnlyList<DnsRecord> Records { get; init; }

        /// <summary>The zone that signed them.</summary>
        public required DnsName Zone { get; init; }

        /// <summary>When the first signature of the chain runs out.</summary>
        public required DateTimeOffset ValidUntil { get; init; }

        /// <summary>All records that the proof needs, uncompressed one behind the other (in the manner of RFC 9102), for <see cref="ChainProof"/>.</summary>
        public required ReadOnlyMemory<byte> Chain { get; init; }
    }

    /// <summary>
    /// The name's zone is not signed, or nobody can tell: there is no trust anchor above it, the resolver leaves all signatures out, or a signed parent shows that the zone has
    /// no key or only ones of algorithms that are not used here. <paramref name="Records"/> are what the resolver said.
    /// </summary>
    public sealed record Unsigned(string Why, IReadOnlyList<DnsRecord> Records) : ChainVerdict;

    /// <summary>The zone is signed, and what came back is not what it signed.</summary>
    public sealed record Bogus(string Why) : ChainVerdict;

    /// <summary>The resolver says that there is no such record; that is not proved.</summary>
    public sealed record Absent(DnsName Name) : ChainVerdict;
}
