using System.Diagnostics.CodeAnalysis;
using System.Text;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>An NSEC3 record: between its owner's hash and the next hash there is none (RFC 5155 3). Hashes are texts in base32hex, whose order is theirs.</summary>
internal sealed record Nsec3Data
{
    private const byte Sha1 = 1;
    private const byte OptOutFlag = 1;

    public required DnsRecord Record { get; init; }

    public required string Hash { get; init; }

    public required string NextHash { get; init; }

    /// <summary>Between the hashes there may be names that are handed to zones without keys (RFC 5155 6).</summary>
    public required bool IsOptOut { get; init; }

    public required int Iterations { get; init; }

    public required ReadOnlyMemory<byte> Salt { get; init; }

    public required TypeBitmap Types { get; init; }

    /// <summary>Records with an unknown hash or unknown flags are to be ignored (RFC 5155 8.1, 8.2).</summary>
    public static bool TryRead(DnsRecord record, [NotNullWhen(true)] out Nsec3Data? nsec3)
    {
        nsec3 = null;
        var reader = new DnsReader(record.Data.Span);
        if (!reader.TryReadByte(out var algorithm)
            || !reader.TryReadByte(out var flags)
            || !reader.TryReadUInt16(out var iterations)
            || !TryReadCounted(ref reader, out var salt)
            || !TryReadCounted(ref reader, out var next)
            || !TypeBitmap.TryRead(ref reader, out var types))
        {
            return false;
        }

        nsec3 = new Nsec3Data
        {
            Record = record,
            Hash = Encoding.Latin1.GetString(record.Owner.FirstLabel.Span),
            NextHash = Nsec3Hash.Text(next),
            IsOptOut = flags == OptOutFlag,
            Iterations = iterations,
            Salt = salt.ToArray(),
            Types = types,
        };
        return algorithm == Sha1 && flags is (0 or OptOutFlag);
    }

    /// <summary>True when it shows that there is no name with this hash. The zone's last NSEC3 leads to its first.</summary>
    public bool Covers(string hash)
    {
        var (after, before) = (string.CompareOrdinal(Hash, hash) < 0, string.CompareOrdinal(hash, NextHash) < 0);
        return string.CompareOrdinal(Hash, NextHash) < 0 ? after && before : (after || before) && hash != Hash;
    }

    private static bool TryReadCounted(ref DnsReader reader, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        return reader.TryReadByte(out var length) && reader.TryReadBytes(length, out octets);
    }
}
