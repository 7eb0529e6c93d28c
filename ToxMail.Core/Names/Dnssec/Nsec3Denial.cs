using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>What NSEC3 records of a zone show, their signatures already checked (RFC 5155 8). All have the same hash parameters.</summary>
internal sealed class Nsec3Denial(IReadOnlyList<Nsec3Data> records, DnsName zone)
{
    private readonly Nsec3Data _parameters = records[0];

    /// <summary>True when hashing would be too much work (CVE-2023-50868).</summary>
    public bool IsTooCostly => _parameters.Iterations > Nsec3Hash.MaxIterations;

    /// <summary>With opt-out a name that is not listed may still be handed to a zone without keys (RFC 5155 8.6, 8.9).</summary>
    public CutProof JudgeCut(DnsName name)
    {
        if (IsTooCostly)
        {
            return CutProof.UnsignedCut;
        }

        if (FindMatching(name) is { } match)
        {
            return NsecDenial.OfTypes(match.Types);
        }

        return FindAbove(name) is not { } cover ? CutProof.NotShown : cover.IsOptOut ? CutProof.UnsignedCut : CutProof.NoCut;
    }

    /// <summary>The record that shows that between a wildcard's parent and the name made from it there is nothing (RFC 5155 8.8).</summary>
    public Nsec3Data? FindForWildcard(DnsName name, DnsName wildcardParent) =>
        IsTooCostly || FindCovering(NextCloser(name, wildcardParent)) is not { IsOptOut: false } cover ? null : cover;

    /// <summary>Looks for the nearest name above that exists, and gives the record that shows that the one below it does not (RFC 5155 8.3).</summary>
    private Nsec3Data? FindAbove(DnsName name)
    {
        for (var encloser = name.Parent; encloser.IsUnder(zone); encloser = encloser.Parent)
        {
            if (FindMatching(encloser) is { } match)
            {
                return match.Types.IsDelegation || match.Types.Has(DnsType.DNAME) ? null : FindCovering(NextCloser(name, encloser));
            }

            if (encloser.IsRoot)
            {
                break;
            }
        }

        return null;
    }

    private Nsec3Data? FindMatching(DnsName name)
    {
        var hash = Nsec3Hash.Of(name, _parameters);
        return records.FirstOrDefault(record => record.Hash == hash);
    }

    private Nsec3Data? FindCovering(DnsName name)
    {
        var hash = Nsec3Hash.Of(name, _parameters);
        return records.FirstOrDefault(record => record.Covers(hash));
    }

    private static DnsName NextCloser(DnsName name, DnsName encloser) => name.Ancestor(name.LabelCount - encloser.LabelCount - 1);
}
