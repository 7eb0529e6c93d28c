using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>Another name that a name stands for, and the signed set that says so.</summary>
internal sealed record Alias(RecordSet Set, DnsName Target)
{
    /// <summary>
    /// Finds the CNAME at a name, or the DNAME above it: of that one a server makes a CNAME without a signature (RFC 6672 5.3.1), which is made here again instead of believed.
    /// </summary>
    public static Alias? Find(Reply reply, DnsName name)
    {
        var own = reply.FindAnswer(name, DnsType.CNAME);
        if (own is { Signatures.Count: > 0 })
        {
            return OfOwn(own);
        }

        for (var above = name; !above.IsRoot;)
        {
            above = above.Parent;
            if (reply.FindAnswer(above, DnsType.DNAME) is { } redirection)
            {
                return OfRedirection(redirection, name);
            }
        }

        return own is null ? null : OfOwn(own);
    }

    /// <summary>A name has one CNAME (RFC 2181 10.1).</summary>
    private static Alias? OfOwn(RecordSet set) => set.Records.Count == 1 && TargetOf(set) is { } target ? new Alias(set, target) : null;

    private static Alias? OfRedirection(RecordSet set, DnsName name)
    {
        var target = set.Records.Count == 1 ? TargetOf(set) : null;
        for (var i = name.LabelCount - set.Owner.LabelCount - 1; i >= 0; i--)
        {
            target = target?.Child(name.Ancestor(i).FirstLabel.Span);
        }

        return target is null ? null : new Alias(set, target);
    }

    private static DnsName? TargetOf(RecordSet set) => DnsName.TryCreate(set.Records[0].Data.Span, out var target) ? target : null;
}
