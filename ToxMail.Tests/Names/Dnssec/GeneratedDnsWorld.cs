using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Dns.Signing;
using Xunit;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>
/// Every zone case with every algorithm below <c>gen</c>, and below <c>opt</c>, whose NSEC3 leaves zones without keys out, some zones signed by BIND with NSEC3 themselves:
/// one nsd serves them all, one unbound resolves them.
/// </summary>
public sealed class GeneratedDnsWorld : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-zones-").FullName;
    private readonly List<ServedZone> _served = [];
    private readonly List<(DnsName, Outcome)> _questions = [];
    private readonly ZoneSigner _signer;
    private Nsd? _authority;
    private Unbound? _resolver;

    public GeneratedDnsWorld() => _signer = new ZoneSigner(_folder);

    public int ResolverPort => _resolver!.Port;

    /// <summary>The root's DS record.</summary>
    public string TrustAnchor { get; private set; } = "";

    /// <summary>What to ask for, and what has to be said of it.</summary>
    internal IReadOnlyList<(DnsName Name, Outcome Expected)> Questions => _questions;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var gen = new ZoneText("gen.", ZoneState.Secure);
        gen.Add("ns IN A 127.0.0.1");
        foreach (var algorithm in Enum.GetValues<DnssecAlgorithm>())
        {
            await AddCasesAsync(algorithm, gen, cancellationToken);
        }

        var opt = new ZoneText("opt.", ZoneState.Secure) { SigningWords = ["-3", "-", "-H", "0", "-A"] };
        await AddWithNsec3Async(opt, cancellationToken);
        var root = new ZoneText(".", ZoneState.Secure);
        root.Add("gen. IN NS ns.gen.", "opt. IN NS ns.gen.", "ns.gen. IN A 127.0.0.1");
        root.Add(await SignAsync(gen, cancellationToken), await SignAsync(opt, cancellationToken));
        TrustAnchor = AnchorText(await SignAsync(root, cancellationToken));
        _authority = await Nsd.StartAsync(_folder, _served, cancellationToken);
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "resolver")).FullName;
        _resolver = await Unbound.StartAsync(folder, _authority.Port, _served.Select(static zone => zone.Name), [TrustAnchor], "", cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in (IAsyncDisposable?[])[_resolver, _authority])
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task AddCasesAsync(DnssecAlgorithm algorithm, ZoneText parent, CancellationToken cancellationToken)
    {
        var (entry, key) = (SigningKey.Make(algorithm, SigningKey.ZoneFlag | SigningKey.EntryFlag), SigningKey.Make(algorithm));
        foreach (var zoneCase in ZoneCases.All)
        {
            var zone = new ZoneBuilder(DnsName.Parse($"{zoneCase.Label}-{(byte)algorithm}.gen"), entry, key, TimeProvider.System.GetUtcNow());
            zoneCase.Build(zone);
            await ServeAsync(zone, cancellationToken);
            parent.Add($"{zone.Name}. IN NS ns.gen.", ZoneFile.Write(zone.Delegations(zone)));
            _questions.Add((ZoneCase.Question(zone.Name), zoneCase.Expected));
        }
    }

    private async Task ServeAsync(ZoneBuilder zone, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, $"db.{zone.Name}");
        await File.WriteAllTextAsync(file, ZoneFile.Write(zone.Build()), cancellationToken);
        _served.Add(new ServedZone($"{zone.Name}.", file));
        foreach (var child in zone.Children)
        {
            await ServeAsync(child, cancellationToken);
        }
    }

    private async Task AddWithNsec3Async(ZoneText opt, CancellationToken cancellationToken)
    {
        var signed = new ZoneText("signed.opt.", ZoneState.Secure) { SigningWords = ["-3", "AABB", "-H", "5"] };
        signed.Publish("bob._tox.signed.opt.", "v=tox1;id=B0B");
        signed.Publish("*.wild.signed.opt.", "v=tox1;id=B0B");
        signed.Publish("*.here.wild.signed.opt.", "v=tox1;id=B0B");
        opt.Add(await SignAsync(signed, cancellationToken));
        var unsigned = new ZoneText("unsigned.opt.", ZoneState.Insecure);
        var stripped = new ZoneText("stripped.opt.", ZoneState.Secure);
        foreach (var zone in (ZoneText[])[unsigned, stripped])
        {
            zone.Publish($"bob._tox.{zone.Name}", "v=tox1;id=B0B");
        }

        await SignAsync(unsigned, cancellationToken);
        opt.Add(await SignAsync(stripped, cancellationToken));
        stripped.State = ZoneState.Stripped;
        await _signer.WriteAsync(stripped, cancellationToken);
        opt.Add("signed IN NS ns.gen.", "unsigned IN NS ns.gen.", "stripped IN NS ns.gen.");
        _questions.Add((DnsName.Parse("bob._tox.signed.opt"), Outcome.Proved));
        _questions.Add((DnsName.Parse("x.wild.signed.opt"), Outcome.Proved));
        _questions.Add((DnsName.Parse("x.y.wild.signed.opt"), Outcome.Proved));
        _questions.Add((DnsName.Parse("z.here.wild.signed.opt"), Outcome.Proved));
        _questions.Add((DnsName.Parse("bob._tox.unsigned.opt"), Outcome.Insecure));
        _questions.Add((DnsName.Parse("bob._tox.stripped.opt"), Outcome.Bogus));
    }

    /// <summary>Signs and serves a zone with BIND's tools, and gives its DS records.</summary>
    private async Task<string> SignAsync(ZoneText zone, CancellationToken cancellationToken)
    {
        if (zone.HasKeys)
        {
            await ZoneSigner.MakeKeysAsync(_folder, zone.Name, cancellationToken);
        }

        _served.Add(await _signer.WriteAsync(zone, cancellationToken));
        return zone.HasKeys ? await _signer.ReadDelegationAsync(zone.Name, cancellationToken) : "";
    }

    private static string AnchorText(string delegation) => delegation.Split('\n')[0];
}
