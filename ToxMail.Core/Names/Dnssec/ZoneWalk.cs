using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>
/// Goes from a trust anchor down to the zone that a name lies in, from DS to DNSKEY to DS (RFC 4035 5.2). A name on the way without a DS is passed over: for a proof it
/// is enough that the signer's keys are reached, whatever lies between. Only when the proof fails is it asked what the passed names are.
/// </summary>
internal sealed class ZoneWalk(RecordBag bag, TrustAnchors anchors, SignatureCheck check, Proof proof)
{
    /// <summary>DS records of a name that are looked at: each is compared with each key, and a hostile parent could have thousands (CVE-2023-50387).</summary>
    private const int MaxDelegations = 16;

    private readonly Dictionary<DnsName, ZoneKeys> _entered = [];

    /// <summary>The names below the last zone of the walk that have no DS, from the top.</summary>
    public List<DnsName> Passed { get; } = [];

    /// <summary>The deepest zone at or above a name that is linked to an anchor, or the verdict that ends the examination.</summary>
    public ChainVerdict? Go(DnsName target, out ZoneKeys? zone)
    {
        zone = null;
        Passed.Clear();
        if (anchors.ZoneAbove(target) is not { } top)
        {
            return new ChainVerdict.Unsigned($"There is no trust anchor for {target}.", []);
        }

        var end = Enter(top, anchors.KeysOf(top), isAnchor: true, out zone);
        for (var labels = target.LabelCount - top.LabelCount - 1; end is null && labels >= 0; labels--)
        {
            end = Step(target.Ancestor(labels), ref zone!);
        }

        return end;
    }

    /// <summary>From a zone to a name one label further down, which may be a zone of its own.</summary>
    private ChainVerdict? Step(DnsName name, ref ZoneKeys zone)
    {
        if (bag.Find(name, DnsType.DS) is not { } reply)
        {
            return new ChainVerdict.Needs(name, DnsType.DS);
        }

        if (reply.FindAnswer(name, DnsType.DS) is not { } set)
        {
            Passed.Add(name);
            return null;
        }

        if (Verify(set, zone) is { } fault)
        {
            return new ChainVerdict.Bogus($"The link from {Called(zone.Zone)} to {name} is broken: its DS {fault}.");
        }

        var usable = Delegations(set).Where(static delegation => delegation.IsSupported).Take(MaxDelegations).ToList();
        if (usable.Count == 0)
        {
            return new ChainVerdict.Unsigned($"{name} is signed with algorithms that are not used here.", []);
        }

        Passed.Clear();
        var end = Enter(name, usable, isAnchor: false, out var child);
        zone = child ?? zone;
        return end;
    }

    /// <summary>Takes over a zone's keys when one that a DS names has signed them all.</summary>
    private ChainVerdict? Enter(DnsName name, IReadOnlyList<DelegationData> delegations, bool isAnchor, out ZoneKeys? zone)
    {
        if (_entered.TryGetValue(name, out zone))
        {
            return null;
        }

        if (bag.Find(name, DnsType.DNSKEY) is not { } reply)
        {
            return new ChainVerdict.Needs(name, DnsType.DNSKEY);
        }

        if (reply.FindAnswer(name, DnsType.DNSKEY) is not { } set || (isAnchor && set.Signatures.Count == 0))
        {
            return isAnchor
                ? new ChainVerdict.Unsigned($"The resolver gives no signed keys of {Called(name)}: it leaves signatures out, so nothing can be proved through it.", [])
                : new ChainVerdict.Bogus($"{name} is signed, but its keys are missing.");
        }

        return Enter(set, delegations, out zone);
    }

    private ChainVerdict.Bogus? Enter(RecordSet set, IReadOnlyList<DelegationData> delegations, out ZoneKeys? zone)
    {
        zone = null;
        var keys = set.Records.Select(static record => KeyData.TryRead(record.Data, out var key) ? key : null).OfType<KeyData>().Where(static key => key.MaySign).ToList();
        var named = keys.Where(key => delegations.Any(delegation => DelegationDigest.Matches(delegation, set.Owner, key))).ToList();
        if (named.Count == 0)
        {
            return new ChainVerdict.Bogus($"The keys of {Called(set.Owner)} are not those that its parent or the trust anchor names.");
        }

        if (Verify(set, new ZoneKeys(set.Owner, named)) is { } fault)
        {
            return new ChainVerdict.Bogus($"The key set of {Called(set.Owner)} {fault}.");
        }

        zone = _entered[set.Owner] = new ZoneKeys(set.Owner, keys);
        return null;
    }

    /// <summary>Takes a link into the proof, or says what is wrong with it. Neither DS nor DNSKEY comes from a wildcard.</summary>
    private string? Verify(RecordSet set, ZoneKeys zone)
    {
        switch (check.Verify(set, zone))
        {
            case SetVerdict.Failed failed:
                return failed.Why;
            case SetVerdict.Verified { IsExpanded: false } verified:
                proof.Add(verified);
                return null;
            default:
                return "was made from a wildcard";
        }
    }

    private static IEnumerable<DelegationData> Delegations(RecordSet set) =>
        set.Records.Select(static record => DelegationData.TryRead(record.Data.Span, out var delegation) ? delegation : null).OfType<DelegationData>();

    private static string Called(DnsName zone) => zone.IsRoot ? "the root" : $"{zone}";
}
