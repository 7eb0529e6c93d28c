using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>An NSEC record: between its owner and the next name there is none (RFC 4034 4).</summary>
internal sealed record NsecData(DnsName Owner, DnsName Next, TypeBitmap Types)
{
    public static bool TryRead(DnsRecord record, [NotNullWhen(true)] out NsecData? nsec)
    {
        var reader = new DnsReader(record.Data.Span);
        nsec = reader.TryReadPlainName(out var next) && TypeBitmap.TryRead(ref reader, out var types) ? new NsecData(record.Owner, next, types) : null;
        return nsec is not null;
    }

    /// <summary>True when it shows that a name of the zone has no records. The zone's last NSEC leads back to its apex.</summary>
    public bool Covers(DnsName name, DnsName zone) =>
        Owner.CompareTo(name) < 0
        && (name.CompareTo(Next) < 0 || Next.Equals(zone))
        && !(name.IsUnder(Owner) && (Types.IsDelegation || Types.Has(DnsType.DNAME)));

    /// <summary>The nearest name that exists above one that this record covers.</summary>
    public DnsName ClosestEncloser(DnsName name)
    {
        var (before, after) = (name.CommonAncestor(Owner), name.CommonAncestor(Next));
        return before.LabelCount > after.LabelCount ? before : after;
    }
}
