using CsCheck;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns.Signing;
using Xunit;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>Kept proofs: what is changed in them never proves anything else.</summary>
public sealed class ChainProofTests
{
    private readonly SmallChain _world = new();

    [Fact]
    public void A_chain_proves_its_record_as_often_as_it_is_checked()
    {
        var chain = _world.Proof();
        var proved = Assert.IsType<ChainVerdict.Proved>(_world.Check(chain));
        Assert.Equal(chain, proved.Chain.ToArray());
        Assert.Equal("0D763D746F78313B69643D423042", Convert.ToHexString(Assert.Single(proved.Records).Data.Span));
        Assert.Equal(SmallChain.Now.AddDays(10), proved.ValidUntil);
        Assert.Equal("example.gen", $"{proved.Zone}");
    }

    [Fact]
    public void No_change_of_any_octet_proves_anything_else()
    {
        var chain = _world.Proof();
        var expected = Data(chain);
        for (var i = 0; i < chain.Length; i++)
        {
            foreach (var change in (ReadOnlySpan<byte>)[0x01, 0x20, 0x80, 0xFF])
            {
                var changed = (byte[])[.. chain];
                changed[i] ^= change;
                var proved = Data(changed);
                Assert.True(proved is null || proved == expected, $"Octet {i} ^ {change:X2} proves {proved}");
            }
        }

        string? Data(byte[] octets) => _world.Check(octets) is ChainVerdict.Proved proved
            ? string.Join(' ', proved.Records.Select(static record => $"{record.Owner} {record.Type} {Convert.ToHexString(record.Data.Span)}"))
            : null;
    }

    [Fact]
    public void No_mixture_of_two_proofs_proves_anything_but_one_of_them()
    {
        _world.Child.AddText("eve._tox", "v=tox1;id=E0E");
        var own = _world.Build();
        var records = own.ToList();
        var other = new SmallChain();
        other.Child.AddText("eve._tox", "v=tox1;id=BAD");
        records.AddRange(other.Build());
        var expected = Assert.IsType<ChainVerdict.Proved>(_world.Examine(own)).Records;
        Gen.Select(Gen.Int[0, records.Count - 1].Array[4, 40], Gen.Int[0, records.Count - 1], Gen.Int[0, records.Count - 1]).Sample(
            (chosen, from, to) =>
            {
                // Some records of both worlds, one of them with another's data, owner or type.
                var mixed = chosen.Select(i => records[i]).Append(records[to] with { Data = records[from].Data }).Append(records[to] with { Owner = records[from].Owner })
                    .Append(records[to] with { Type = records[from].Type });
                if (_world.Examine([.. own.Take(chosen[0]), .. mixed]) is ChainVerdict.Proved proved)
                {
                    Assert.True(proved.Records.Zip(expected).All(static pair => pair.First.IsSameAs(pair.Second)));
                }
            },
            iter: 2_000);
    }

    [Fact]
    public void Ten_thousand_mutated_proofs_never_prove_anything_else()
    {
        var chain = _world.Proof();
        Gen.Select(Gen.Int[0, chain.Length - 1], Gen.Byte.Array[0, 12], Gen.Int[0, 40]).Sample(
            (at, inserted, removed) =>
            {
                byte[] mutated = [.. chain[..at], .. inserted, .. chain[Math.Min(chain.Length, at + removed)..]];
                if (_world.Check(mutated) is ChainVerdict.Proved proved)
                {
                    Assert.Equal("0D763D746F78313B69643D423042", Convert.ToHexString(Assert.Single(proved.Records).Data.Span));
                }
            },
            iter: 10_000);
    }

    [Fact]
    public void No_part_of_a_chain_proves_anything()
    {
        Assert.True(DnsRecordCodec.TryReadAll(_world.Proof(), out var records));
        for (var i = 0; i < records.Count; i++)
        {
            var rest = records.Where((_, at) => at != i).ToList();
            Assert.IsNotType<ChainVerdict.Proved>(_world.Examine(rest));
        }
    }

    [Fact]
    public void The_order_of_a_chain_does_not_matter()
    {
        Assert.True(DnsRecordCodec.TryReadAll(_world.Proof(), out var records));
        Assert.IsType<ChainVerdict.Proved>(_world.Examine([.. records.Reverse(), .. records]));
    }

    [Fact]
    public void A_chain_proves_nothing_for_another_name_type_or_anchor_nor_at_another_time()
    {
        var chain = _world.Proof();
        Assert.IsType<ChainVerdict.Absent>(ChainProof.Check(chain, DnsName.Parse("eve._tox.example.gen"), DnsType.TXT, _world.Anchors, SmallChain.Now));
        Assert.IsType<ChainVerdict.Absent>(ChainProof.Check(chain, SmallChain.Bob, DnsType.A, _world.Anchors, SmallChain.Now));
        Assert.IsType<ChainVerdict.Unsigned>(ChainProof.Check(chain, SmallChain.Bob, DnsType.TXT, TrustAnchors.Root, SmallChain.Now));
        Assert.IsType<ChainVerdict.Bogus>(ChainProof.Check(chain, SmallChain.Bob, DnsType.TXT, new SmallChain().Anchors, SmallChain.Now));
        Assert.IsType<ChainVerdict.Bogus>(ChainProof.Check(chain, SmallChain.Bob, DnsType.TXT, _world.Anchors, SmallChain.Now.AddDays(10).AddSeconds(1)));
        Assert.IsType<ChainVerdict.Proved>(ChainProof.Check(chain, SmallChain.Bob, DnsType.TXT, _world.Anchors, SmallChain.Now.AddDays(10)));
        Assert.IsType<ChainVerdict.Bogus>(ChainProof.Check(chain, SmallChain.Bob, DnsType.TXT, _world.Anchors, SmallChain.Now.AddDays(-3)));
    }

    [Fact]
    public void What_is_no_chain_is_bogus()
    {
        Assert.IsType<ChainVerdict.Bogus>(_world.Check([1, 2, 3]));
        Assert.IsType<ChainVerdict.Bogus>(_world.Check(new byte[ChainProof.MaxLength + 1]));
        Assert.IsType<ChainVerdict.Absent>(_world.Check([]));
    }

    [Fact]
    public void An_old_signature_over_an_old_record_holds_until_it_runs_out_and_not_longer()
    {
        // Replayed: signed two days ago for ten days, then the zone changed. DNSSEC cannot tell it before it runs out.
        var old = _world.Proof();
        _world.Child.Records.RemoveAll(static record => record.Type is DnsType.TXT);
        _world.Child.AddText("bob._tox", "v=tox1;id=NEW");
        Assert.NotEqual(old, _world.Proof());
        Assert.IsType<ChainVerdict.Proved>(_world.Check(old));
        Assert.True(DnsRecordCodec.TryReadAll(old, out var records));
        Assert.IsType<ChainVerdict.Bogus>(_world.Examine(records, SmallChain.Now.AddDays(11)));
    }

    [Fact]
    public void Times_turn_over_with_their_32_bits()
    {
        // 2106-02-07 06:28:16 is second 2^32.
        var turn = DateTimeOffset.FromUnixTimeSeconds(1L << 32);
        Assert.Equal(turn.AddDays(3), SerialTime.Near(3 * 86400, turn.AddDays(-1)));
        Assert.Equal(turn.AddDays(-1), SerialTime.Near(uint.MaxValue - 86400 + 1, turn.AddDays(2)));
    }

    [Fact]
    public void Another_alias_target_needs_another_signature()
    {
        _world.Child.Records.RemoveAll(static record => record.Type is DnsType.TXT);
        _world.Child.AddAlias("bob._tox", _world.Child.Child("robert"));
        _world.Child.AddText("robert", "v=tox1;id=B0B");
        _world.Child.AddText("mallory", "v=tox1;id=BAD");
        var records = _world.Build();
        Assert.IsType<ChainVerdict.Proved>(_world.Examine(records));
        var at = records.FindIndex(static record => record.Type is DnsType.CNAME);
        records[at] = records[at] with { Data = _world.Child.Child("mallory").Wire };
        Assert.IsType<ChainVerdict.Bogus>(_world.Examine(records));
    }

    [Fact]
    public void Aliases_in_a_circle_end()
    {
        _world.Child.Records.RemoveAll(static record => record.Type is DnsType.TXT);
        _world.Child.AddAlias("bob._tox", SmallChain.Bob);
        Assert.Contains("aliases", Assert.IsType<ChainVerdict.Bogus>(_world.Examine(_world.Build())).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_cannot_sign_for_its_neighbour()
    {
        // The anchor's other child signs bob's record with its own sound chain.
        var neighbour = new ZoneBuilder(DnsName.Parse("other.gen"), SigningKey.Make(DnssecAlgorithm.Ed25519, 0x0101), SigningKey.Make(DnssecAlgorithm.Ed25519), SmallChain.Now);
        _world.Parent.Records.Add(neighbour.Entry.Delegation(neighbour.Name));
        _world.Parent.Records.Add(new DnsRecord(neighbour.Name, DnsType.NS, ZoneBuilder.Ttl, DnsName.Parse("ns.gen").Wire));
        _world.Child.Drafting = draft =>
        {
            if (draft.Type is DnsType.TXT)
            {
                (draft.Signer, draft.Key, draft.KeyTag) = (neighbour.Name, neighbour.Key, neighbour.Key.Tag);
            }
        };
        var delegation = neighbour.Entry.Delegation(neighbour.Name);
        _world.Child.Delegations = zone => [zone.Entry.Delegation(zone.Name), delegation];
        Assert.IsType<ChainVerdict.Bogus>(_world.Examine([.. neighbour.Build(), .. _world.Build()]));
    }
}
