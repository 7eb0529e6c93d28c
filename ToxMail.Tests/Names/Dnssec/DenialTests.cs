using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns.Signing;
using Xunit;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>Proofs that something is not there, and attackers who have all of a zone's signed records to show them where they do not belong.</summary>
public sealed class DenialTests
{
    private readonly SmallChain _world = new();

    [Fact]
    public void A_wildcards_record_is_not_proved_for_a_name_that_exists()
    {
        _world.Child.AddText("*._tox", "v=tox1;id=ANY");
        var records = _world.Build();
        Assert.IsType<ChainVerdict.Proved>(_world.Examine(records));
        Assert.IsType<ChainVerdict.Bogus>(_world.Examine(Expand(records, "*._tox.example.gen")));
    }

    [Fact]
    public void A_wildcards_record_is_proved_for_a_name_that_does_not_exist()
    {
        _world.Child.Records.RemoveAll(static record => record.Type is DnsType.TXT);
        _world.Child.AddText("*._tox", "v=tox1;id=ANY");
        Assert.IsType<ChainVerdict.Proved>(_world.Examine(Expand(_world.Build(), "*._tox.example.gen")));
    }

    [Theory]
    [InlineData("*._tox")]
    [InlineData("carol._tox")]
    public void A_wildcards_record_is_not_proved_below_a_nearer_name(string nearer)
    {
        _world.Child.Records.RemoveAll(static record => record.Type is DnsType.TXT);
        _world.Child.AddText("*", "v=tox1;id=ANY");
        _world.Child.AddText(nearer, "v=tox1;id=NEAR");
        Assert.IsType<ChainVerdict.Bogus>(_world.Examine(Expand(_world.Build(), "*.example.gen")));
    }

    [Fact]
    public void A_signed_zone_is_not_unsigned_because_somebody_shows_other_denials()
    {
        // The DS is taken out and every NSEC of both zones is there, but those of the parent say that there is a DS.
        var records = _world.Build();
        Strip(records);
        var bogus = Assert.IsType<ChainVerdict.Bogus>(_world.Examine(records));
        Assert.Contains("does not show that example.gen is not signed", bogus.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_whose_parent_shows_that_it_has_no_keys_is_unsigned()
    {
        _world.Child.IsSigned = false;
        _world.Child.Delegations = static _ => [];
        Assert.IsType<ChainVerdict.Unsigned>(_world.Examine(_world.Build()));
    }

    [Fact]
    public void The_denial_has_to_be_signed_by_the_parent()
    {
        _world.Child.IsSigned = false;
        _world.Child.Delegations = static _ => [];
        var records = _world.Build();
        records.RemoveAll(static record => record.Type is DnsType.RRSIG && SignatureData.TryRead(record, out var signature) && signature.Covers is DnsType.NSEC);
        Assert.IsType<ChainVerdict.Bogus>(_world.Examine(records));
    }

    [Fact]
    public void The_keys_of_the_anchor_are_not_replaced()
    {
        var evil = SigningKey.Make(DnssecAlgorithm.Ed25519, SigningKey.ZoneFlag | SigningKey.EntryFlag);
        var anchors = _world.Anchors;
        var records = _world.Build();
        foreach (var zone in (ZoneBuilder[])[_world.Parent, _world.Child])
        {
            (zone.Entry, zone.Key) = (evil, evil);
            zone.Keys.Clear();
            zone.Keys.Add(evil);
        }

        var forged = _world.Build();
        Assert.IsType<ChainVerdict.Proved>(_world.Examine(forged));
        Assert.IsType<ChainVerdict.Bogus>(ChainValidator.Examine(SmallChain.Bob, DnsType.TXT, RecordBag.OfKept(forged), anchors, SmallChain.Now));
        Assert.IsType<ChainVerdict.Bogus>(ChainValidator.Examine(
            SmallChain.Bob, DnsType.TXT, RecordBag.OfKept([.. records.Where(static record => record.Type is DnsType.DNSKEY or DnsType.DS), .. forged]), anchors, SmallChain.Now));
    }

    [Theory]
    [InlineData("example.gen", "example.gen", "a.example.gen", "z.example.gen", true)]
    [InlineData("example.gen", "m.example.gen", "z.example.gen", "a.example.gen", false)]
    [InlineData("example.gen", "m.example.gen", "z.example.gen", "example.gen", true)]
    [InlineData("example.gen", "a.example.gen", "a.example.gen", "z.example.gen", false)]
    [InlineData("example.gen", "b.example.gen", "a.b.example.gen", "c.example.gen", true)]
    [InlineData("example.gen", "b.example.gen", "c.a.example.gen", "d.example.gen", false)]
    public void An_NSEC_covers_what_lies_between(string zone, string owner, string name, string next, bool expected)
    {
        byte[] data = [.. DnsName.Parse(next).Wire.Span, 0, 1, 0];
        Assert.True(NsecData.TryRead(new DnsRecord(DnsName.Parse(owner), DnsType.NSEC, 60, data), out var nsec));
        Assert.Equal(expected, nsec.Covers(DnsName.Parse(name), DnsName.Parse(zone)));
    }

    [Fact]
    public void An_NSEC_of_a_zone_cut_shows_nothing_of_what_lies_below_it()
    {
        // RFC 6840 4.1: NS without SOA.
        byte[] data = [.. DnsName.Parse("c.example.gen").Wire.Span, 0, 1, 0x20];
        Assert.True(NsecData.TryRead(new DnsRecord(DnsName.Parse("b.example.gen"), DnsType.NSEC, 60, data), out var nsec));
        Assert.False(nsec.Covers(DnsName.Parse("a.b.example.gen"), DnsName.Parse("example.gen")));
    }

    [Fact]
    public void Hashes_are_those_of_the_RFC()
    {
        // RFC 5155 appendix A: salt AABBCCDD, 12 iterations.
        byte[] data = [1, 0, 0, 12, 4, 0xAA, 0xBB, 0xCC, 0xDD, 20, .. new byte[20]];
        Assert.True(Nsec3Data.TryRead(new DnsRecord(DnsName.Parse("0.example"), DnsType.NSEC3, 60, data), out var parameters));
        Assert.Equal("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom", Nsec3Hash.Of(DnsName.Parse("example"), parameters));
        Assert.Equal("35mthgpgcu1qg68fab165klnsnk3dpvl", Nsec3Hash.Of(DnsName.Parse("a.example"), parameters));
    }

    /// <summary>Shows a wildcard's records and signature as bob's own.</summary>
    private static List<DnsRecord> Expand(List<DnsRecord> records, string wildcard)
    {
        var expanded = records.Where(record => record.Type is (DnsType.TXT or DnsType.RRSIG) && record.Owner.Equals(DnsName.Parse(wildcard)))
            .Select(static record => record with { Owner = SmallChain.Bob }).ToList();
        return [.. records.Where(static record => !record.Owner.Equals(SmallChain.Bob) || record.Type is DnsType.NSEC), .. expanded];
    }

    private static void Strip(List<DnsRecord> records) => records.RemoveAll(static record => record.Type is DnsType.DS
        || (record.Type is DnsType.RRSIG && SignatureData.TryRead(record, out var signature) && signature.Covers is (DnsType.DS or DnsType.TXT)));
}
