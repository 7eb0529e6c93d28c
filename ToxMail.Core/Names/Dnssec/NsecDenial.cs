using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>What NSEC records of a zone show, their signatures already checked (RFC 4035 5.4, RFC 6840 4).</summary>
internal static class NsecDenial
{
    public static CutProof JudgeCut(IEnumerable<NsecData> records, DnsName name, DnsName zone)
    {
        foreach (var record in records)
        {
            if (record.Owner.Equals(name))
            {
                return OfTypes(record.Types);
            }

            if (record.Covers(name, zone))
            {
                return CutProof.NoCut;
            }
        }

        return CutProof.NotShown;
    }

    /// <summary>The set's own NSEC or NSEC3 speaks: a DS in the list contradicts the answer, an SOA means that it is the child's (RFC 6840 4.1).</summary>
    public static CutProof OfTypes(TypeBitmap types) =>
        types.Has(DnsType.DS) || types.Has(DnsType.SOA) ? CutProof.NotShown
        : types.Has(DnsType.NS) ? CutProof.UnsignedCut
        : CutProof.NoCut;

    /// <summary>The record that shows that a name made from a wildcard does not exist itself, nor any name nearer to it than the wildcard's parent.</summary>
    public static NsecData? FindForWildcard(IEnumerable<NsecData> records, DnsName name, DnsName wildcardParent, DnsName zone) =>
        records.FirstOrDefault(record => record.Covers(name, zone) && !record.Next.IsUnder(name) && record.ClosestEncloser(name).Equals(wildcardParent));
}
