using System.Net;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Names;

/// <summary>Names of a signed world, asked for at a real resolver.</summary>
public sealed class ProvedLookupTests(SignedDnsWorld world) : IClassFixture<SignedDnsWorld>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tarek@example.test")]
    [InlineData("Tarek@EXAMPLE.test.")]
    [InlineData("split@example.test")]
    [InlineData("alias@example.test")]
    [InlineData("anybody@wild.example.test")]
    public async Task A_signed_name_is_proved(string name)
    {
        using var desk = Desk(world.ResolverPort);

        var found = await desk.FindAsync(name);

        Assert.Equal(SignedDnsWorld.TarekId, found.Id);
        Assert.Equal("example.test", found.Proof?.Zone);
        Assert.Contains("example.test", found.Why, StringComparison.Ordinal);
        Assert.True(found.Proof?.ValidUntil > found.Proof?.ProvedAt);
    }

    [Fact]
    public async Task The_proof_can_be_checked_again_without_a_resolver()
    {
        using var desk = Desk(world.ResolverPort);
        var proof = (await desk.FindAsync("tarek@example.test")).Proof;

        var verdict = ChainProof.Check(proof!.Records, DnsName.Parse("tarek._tox.example.test"), DnsType.TXT, Anchors(world), TimeProvider.System.GetUtcNow());

        Assert.IsType<ChainVerdict.Proved>(verdict);
        Assert.InRange(proof.Records.Length, 500, 4000);
    }

    [Theory]
    [InlineData("tarek@plain.test")]
    [InlineData("out@example.test")]
    public async Task A_name_of_an_unsigned_domain_is_found_unproved(string name)
    {
        using var desk = Desk(world.ResolverPort);

        var found = await desk.FindAsync(name);

        Assert.Equal(SignedDnsWorld.TarekId, found.Id);
        Assert.Null(found.Proof);
        Assert.Contains("plain.test", found.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tarek@bogus.test", NameFault.Bogus)]
    [InlineData("nobody@example.test", NameFault.NoSuchName)]
    [InlineData("lost@example.test", NameFault.NoSuchName)]
    [InlineData("nobody@plain.test", NameFault.NoSuchName)]
    [InlineData("tarek@nothing.test", NameFault.NoSuchDomain)]
    [InlineData("tarek@nothing.plain.test", NameFault.NoSuchDomain)]
    public async Task A_name_that_is_not_there_or_forged_is_missed_with_the_reason(string name, NameFault fault)
    {
        using var desk = Desk(world.ResolverPort);

        var missed = await desk.MissAsync(name);

        Assert.Equal(fault, missed.Fault);
        Assert.False(missed.Later);
    }

    [Fact]
    public async Task Without_a_trust_anchor_nothing_is_proved()
    {
        Assert.True(TrustAnchors.TryParse(["other. DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"], out var elsewhere, out _));
        using var desk = new LookupDesk(new NamesOptions { Resolver = Loopback(world.ResolverPort), TrustAnchors = elsewhere });

        Assert.Null((await desk.FindAsync("tarek@example.test")).Proof);
    }

    [Fact]
    public async Task A_server_that_only_speaks_TCP_is_as_good()
    {
        var port = await world.StartResolverAsync(" do-udp: no\n", Cancelled);
        using var desk = Desk(port);

        Assert.NotNull((await desk.FindAsync("tarek@example.test")).Proof);
    }

    [Theory]
    [InlineData(ZoneState.Stripped)]
    [InlineData(ZoneState.Forged)]
    public async Task A_zone_that_was_tampered_with_is_bogus_until_it_is_well_again(ZoneState state)
    {
        using var desk = Desk(world.ResolverPort);

        await world.ServeAsync("example.test", state, Cancelled);
        Assert.Equal(NameFault.Bogus, (await desk.MissAsync("tarek@example.test")).Fault);

        await world.ServeAsync("example.test", ZoneState.Secure, Cancelled);
        Assert.NotNull((await desk.FindAsync("tarek@example.test")).Proof);
    }

    [Fact]
    public async Task A_changed_name_is_seen_at_once_when_asked_for_anew()
    {
        using var desk = Desk(world.ResolverPort);
        await world.PublishAsync("carol._tox.example.test", [NameRecord.TextFor(SignedDnsWorld.BobId)], Cancelled);
        await desk.FindAsync("carol@example.test");
        await world.PublishAsync("carol._tox.example.test", [NameRecord.TextFor(SignedDnsWorld.TarekId)], Cancelled);

        Assert.Equal(SignedDnsWorld.BobId, (await desk.FindAsync("carol@example.test")).Id);
        Assert.Equal(SignedDnsWorld.TarekId, (await desk.FindAsync("carol@example.test", fresh: true)).Id);
        Assert.Equal(SignedDnsWorld.TarekId, (await desk.FindAsync("carol@example.test")).Id);
    }

    [Fact]
    public async Task Proved_records_with_different_ids_are_ambiguous()
    {
        await world.PublishAsync("two._tox.example.test", [NameRecord.TextFor(SignedDnsWorld.BobId), NameRecord.TextFor(SignedDnsWorld.TarekId)], Cancelled);
        using var desk = Desk(world.ResolverPort);

        Assert.Equal(NameFault.SeveralIds, (await desk.MissAsync("two@example.test")).Fault);
    }

    private static ResolverAddress.Tcp Loopback(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    private static TrustAnchors Anchors(SignedDnsWorld world) =>
        TrustAnchors.TryParse(world.TrustAnchors, out var anchors, out var line) ? anchors : throw new FormatException(line);

    private LookupDesk Desk(int port) => new(new NamesOptions { Resolver = Loopback(port), TrustAnchors = Anchors(world) });
}
