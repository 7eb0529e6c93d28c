using System.Buffers.Binary;
using System.Diagnostics;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns.Signing;
using Xunit;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>Answers made to keep the processor busy (KeyTrap, CVE-2023-50387; CVE-2023-50868) end soon.</summary>
public sealed class WorkBoundTests
{
    private const int Many = 500;

    /// <summary>Without the bounds each of these takes minutes or hours.</summary>
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(20);

    private readonly SmallChain _world = new();

    [Fact]
    public void Many_keys_with_one_tag_and_many_signatures_by_them()
    {
        var impostors = Enumerable.Range(0, Many).Select(i => Impostor(_world.Child.Key, i)).ToList();
        _world.Child.Keys.RemoveAt(1);
        _world.Child.Keys.AddRange(impostors);
        var records = _world.Build();
        Assert.Equal(Many, impostors.Count(impostor => impostor.Tag == _world.Child.Key.Tag));
        var signature = records.First(static record => record.Type is DnsType.RRSIG && record.Owner.Equals(SmallChain.Bob) && SignatureData.TryRead(record, out var read) && read.Covers is DnsType.TXT);
        records.AddRange(Enumerable.Range(0, Many).Select(i => Changed(signature, i)));
        var bogus = Assert.IsType<ChainVerdict.Bogus>(Timed(() => _world.Examine(records)));
        Assert.Contains("too many signatures", bogus.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_links_to_many_keys()
    {
        // The right link stands behind the wrong ones, in canonical order too, where it is not looked for any more.
        _world.Child.Keys.AddRange(Enumerable.Range(0, Many).Select(i => Impostor(_world.Child.Entry, i)));
        _world.Child.Delegations = zone => [.. Enumerable.Range(0, Many).Select(i => Empty(zone.Entry.Delegation(zone.Name), i)), zone.Entry.Delegation(zone.Name)];
        Assert.IsType<ChainVerdict.Bogus>(Timed(() => _world.Examine(_world.Build())));
    }

    [Fact]
    public void A_zone_that_asks_for_many_rounds_of_hashing_shows_nothing()
    {
        Assert.True(Nsec3Data.TryRead(Nsec3(Nsec3Hash.MaxIterations + 1), out var costly));
        var denial = new Nsec3Denial([costly], DnsName.Parse("gen"));
        Assert.Equal(CutProof.UnsignedCut, denial.JudgeCut(DnsName.Parse("a.b.c.gen")));
        Assert.Null(denial.FindForWildcard(DnsName.Parse("a.b.gen"), DnsName.Parse("gen")));
    }

    [Fact]
    public void A_key_of_RSA_must_be_of_a_useful_length()
    {
        byte[] Key(int exponent, int modulus) => [(byte)exponent, .. Enumerable.Repeat((byte)3, exponent), .. Enumerable.Repeat((byte)0x81, modulus)];
        Assert.NotNull(RsaKey.TryRead(Key(3, 128)));
        Assert.NotNull(RsaKey.TryRead(Key(3, 512)));
        Assert.Null(RsaKey.TryRead(Key(3, 127)));
        Assert.Null(RsaKey.TryRead(Key(3, 513)));
        Assert.Null(RsaKey.TryRead(Key(9, 256)));
        Assert.Null(RsaKey.TryRead([0]));
        Assert.Null(RsaKey.TryRead([0, 0, 3, 1]));
        Assert.Null(RsaKey.TryRead([]));
    }

    private static T Timed<T>(Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        Assert.True(clock.Elapsed < _hang, $"Took {clock.Elapsed}.");
        return result;
    }

    /// <summary>The tag is a sum of octet pairs: what one pair loses, another gains.</summary>
    private static SigningKey Impostor(SigningKey key, int number) => key.With(octets =>
    {
        var sum = BinaryPrimitives.ReadUInt16BigEndian(octets) + BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(2));
        var first = Math.Max(0, sum - ushort.MaxValue) + number;
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)first);
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), (ushort)(sum - first));
    });

    private static DnsRecord Changed(DnsRecord record, int number)
    {
        var data = record.Data.ToArray();
        data[^1] = (byte)number;
        data[^2] = (byte)(number >> 8);
        return record with { Data = data };
    }

    private static DnsRecord Empty(DnsRecord delegation, int number)
    {
        var data = delegation.Data.ToArray();
        data.AsSpan(4).Clear();
        return Changed(delegation with { Data = data }, number);
    }

    private static DnsRecord Nsec3(int iterations) => new(
        DnsName.Parse("00000000000000000000000000000000.gen"), DnsType.NSEC3, 60, (byte[])[1, 0, (byte)(iterations >> 8), (byte)iterations, 0, 20, .. new byte[20]]);
}
