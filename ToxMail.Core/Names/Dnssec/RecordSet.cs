using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>All records of a type at a name with the signatures over them: what is signed as one (RFC 4034 3).</summary>
internal sealed class RecordSet
{
    private RecordSet(DnsName owner, DnsType type, IReadOnlyList<DnsRecord> records, IReadOnlyList<SignatureData> signatures) =>
        (Owner, Type, Records, Signatures) = (owner, type, records, signatures);

    public DnsName Owner { get; }

    public DnsType Type { get; }

    /// <summary>In canonical order and without doubles (RFC 4034 6.3).</summary>
    public IReadOnlyList<DnsRecord> Records { get; }

    public IReadOnlyList<SignatureData> Signatures { get; }

    /// <summary>The longest name among those who claim to have signed and could have; none when there is no signature.</summary>
    public DnsName? DeepestSigner => Signatures.Select(static signature => signature.Signer).Where(Owner.IsUnder).MaxBy(static signer => signer.LabelCount);

    /// <summary>Gathers the set from records of any kind; nothing when there is no record of the type.</summary>
    public static RecordSet? Find(IEnumerable<DnsRecord> records, DnsName owner, DnsType type)
    {
        var own = new List<DnsRecord>();
        var signatures = new List<SignatureData>();
        foreach (var record in records.Where(record => record.Owner.Equals(owner)))
        {
            if (record.Type == type)
            {
                own.Add(record);
            }
            else if (record.Type is DnsType.RRSIG && SignatureData.TryRead(record, out var signature) && signature.Covers == type)
            {
                signatures.Add(signature);
            }
        }

        own.Sort(static (one, other) => one.Data.Span.SequenceCompareTo(other.Data.Span));
        return own.Count == 0 ? null : new RecordSet(owner, type, WithoutDoubles(own), signatures);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Type} of {Owner}";

    private static List<DnsRecord> WithoutDoubles(List<DnsRecord> sorted) =>
        [.. sorted.Where((record, i) => i == 0 || !record.Data.Span.SequenceEqual(sorted[i - 1].Data.Span))];
}
