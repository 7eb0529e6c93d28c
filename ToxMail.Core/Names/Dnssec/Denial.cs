using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>Proofs by a signed zone that something is not there.</summary>
internal sealed class Denial(SignatureCheck check)
{
    /// <summary>Sets of a reply that are looked at; a proof needs three.</summary>
    private const int MaxSets = 6;

    /// <summary>What the reply to the question for a name's DS shows, when there was no DS in it.</summary>
    public CutProof JudgeCut(Reply reply, DnsName name, ZoneKeys zone)
    {
        var nsec = Read(Verified(reply, DnsType.NSEC, zone));
        var proof = NsecDenial.JudgeCut(nsec, name, zone.Zone);
        return proof is CutProof.NotShown && Nsec3Of(reply, zone) is { } nsec3 ? nsec3.JudgeCut(name) : proof;
    }

    /// <summary>
    /// The signed set that shows that records made from a wildcard were rightly made from it: there is no such name itself, and no nearer wildcard (RFC 4035 5.3.4).
    /// </summary>
    public SetVerdict.Verified? FindForWildcard(Reply reply, SetVerdict.Verified expanded, ZoneKeys zone)
    {
        var name = expanded.Set.Owner;
        var parent = name.Ancestor(name.LabelCount - expanded.Signature.Labels);
        var nsec = Verified(reply, DnsType.NSEC, zone);
        var owner = NsecDenial.FindForWildcard(Read(nsec), name, parent, zone.Zone)?.Owner;
        if (owner is not null)
        {
            return nsec.Find(verdict => verdict.Set.Owner.Equals(owner));
        }

        owner = Nsec3Of(reply, zone)?.FindForWildcard(name, parent)?.Record.Owner;
        return owner is null ? null : Verified(reply, DnsType.NSEC3, zone).Find(verdict => verdict.Set.Owner.Equals(owner));
    }

    private Nsec3Denial? Nsec3Of(Reply reply, ZoneKeys zone)
    {
        var records = new List<Nsec3Data>();
        foreach (var record in Verified(reply, DnsType.NSEC3, zone).SelectMany(static verdict => verdict.Set.Records))
        {
            if (Nsec3Data.TryRead(record, out var data) && record.Owner.Parent.Equals(zone.Zone) && (records.Count == 0 || HasSameParameters(records[0], data)))
            {
                records.Add(data);
            }
        }

        return records.Count == 0 ? null : new Nsec3Denial(records, zone.Zone);
    }

    private static bool HasSameParameters(Nsec3Data one, Nsec3Data other) =>
        one.Iterations == other.Iterations && one.Salt.Span.SequenceEqual(other.Salt.Span);

    private static List<NsecData> Read(IEnumerable<SetVerdict.Verified> sets) =>
        [.. sets.SelectMany(static verdict => verdict.Set.Records).Select(static record => NsecData.TryRead(record, out var data) ? data : null).OfType<NsecData>()];

    /// <summary>A denial that was itself made from a wildcard says nothing about its owner.</summary>
    private List<SetVerdict.Verified> Verified(Reply reply, DnsType type, ZoneKeys zone) =>
        [.. reply.Denials(type).Take(MaxSets).Select(set => check.Verify(set, zone)).OfType<SetVerdict.Verified>().Where(static verdict => !verdict.IsExpanded)];
}
