using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>One look at a bag: from the name over its aliases to the records, each with the chain above it.</summary>
internal sealed class Examination
{
    private const int MaxAliases = 8;

    private readonly DnsType _type;
    private readonly RecordBag _bag;
    private readonly SignatureCheck _check;
    private readonly Denial _denial;
    private readonly Proof _proof;
    private readonly ZoneWalk _walk;

    public Examination(DnsType type, RecordBag bag, TrustAnchors anchors, DateTimeOffset now)
    {
        (_type, _bag, _check, _proof) = (type, bag, new SignatureCheck(now), new Proof(now));
        _denial = new Denial(_check);
        _walk = new ZoneWalk(bag, anchors, _check, _proof);
    }

    public ChainVerdict Run(DnsName name)
    {
        for (var aliases = 0; aliases <= MaxAliases; aliases++)
        {
            if (_bag.Find(name, _type) is not { } reply)
            {
                return new ChainVerdict.Needs(name, _type);
            }

            if (reply.FindAnswer(name, _type) is { } set)
            {
                return Prove(set, name, reply, out var last) ?? _proof.Complete(last!);
            }

            if (Alias.Find(reply, name) is not { } alias)
            {
                return new ChainVerdict.Absent(name);
            }

            if (Prove(alias.Set, name, reply, out _) is { } end)
            {
                return end;
            }

            name = alias.Target;
        }

        return new ChainVerdict.Bogus($"There are more than {MaxAliases} aliases one behind the other.");
    }

    /// <summary>Nothing when the set belongs to the proof now, else the verdict.</summary>
    private ChainVerdict? Prove(RecordSet set, DnsName name, Reply reply, out SetVerdict.Verified? verified)
    {
        verified = null;
        if (_walk.Go(set.DeepestSigner ?? name, out var zone) is { } end)
        {
            return Ended(end, set);
        }

        var verdict = _check.Verify(set, zone!);
        if (verdict is SetVerdict.Failed failed)
        {
            return Explain(set, name, failed.Why);
        }

        verified = (SetVerdict.Verified)verdict;
        _proof.Add(verified);
        return verified.IsExpanded ? ProveExpansion(verified, reply, zone!) : null;
    }

    private ChainVerdict.Bogus? ProveExpansion(SetVerdict.Verified expanded, Reply reply, ZoneKeys zone)
    {
        if (_denial.FindForWildcard(reply, expanded, zone) is not { } denial)
        {
            return new ChainVerdict.Bogus($"The {expanded.Set} was made from a wildcard, and {zone.Zone} does not show that there is no such name itself.");
        }

        _proof.Add(denial);
        return null;
    }

    /// <summary>
    /// No signature holds. That is as it should be where a signed zone shows that it handed the name to one without keys; anywhere else the records are not what the zone has.
    /// </summary>
    private ChainVerdict Explain(RecordSet set, DnsName name, string why)
    {
        if (_walk.Go(name, out var zone) is { } end)
        {
            return Ended(end, set);
        }

        foreach (var passed in _walk.Passed)
        {
            switch (_denial.JudgeCut(_bag.Find(passed, DnsType.DS)!, passed, zone!))
            {
                case CutProof.UnsignedCut:
                    return new ChainVerdict.Unsigned($"{zone!.Zone} shows that {passed} is not signed.", set.Records);
                case CutProof.NotShown:
                    return new ChainVerdict.Bogus($"The {set} {why}, and {zone!.Zone} does not show that {passed} is not signed.");
            }
        }

        return new ChainVerdict.Bogus($"The zone {zone!.Zone} is signed, but the {set} {why}.");
    }

    private static ChainVerdict Ended(ChainVerdict end, RecordSet set) => end is ChainVerdict.Unsigned unsigned ? unsigned with { Records = set.Records } : end;
}
