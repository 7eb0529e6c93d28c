using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Support.Dns;

/// <summary>
/// A DNS of our own on loopback: a signed root, a signed <c>test</c>, and below it <c>example.test</c> (signed), <c>plain.test</c> (unsigned) and <c>bogus.test</c> (its texts
/// were changed after signing), served by nsd and resolved by a validating unbound. Takes about a second to start; use it as a class fixture.
/// </summary>
/// <remarks>
/// In all three: <c>tarek._tox</c>. In <c>example.test</c> also <c>bob._tox</c>, <c>split._tox</c> (two strings), <c>alias._tox</c> (CNAME to tarek), <c>out._tox</c> (CNAME to
/// tarek in <c>plain.test</c>), <c>lost._tox</c> (CNAME to nothing) and <c>*.wild</c>.
/// </remarks>
public sealed class SignedDnsWorld : IAsyncLifetime
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly List<Unbound> _moreResolvers = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-dns-").FullName;
    private readonly Dictionary<string, ZoneText> _zones;
    private readonly ZoneSigner _signer;
    private Nsd? _authority;
    private Unbound? _resolver;

    public SignedDnsWorld()
    {
        _signer = new ZoneSigner(_folder);
        _zones = Zones().ToDictionary(static zone => zone.Name);
    }

    /// <summary>The Tox ID of tarek.</summary>
    public static ToxId TarekId { get; } = ToxId.Parse("545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C37107090");

    /// <summary>The Tox ID of bob.</summary>
    public static ToxId BobId { get; } = new(new PublicKey([.. Enumerable.Range(1, PublicKey.Size).Select(static i => (byte)i)]), 0x0B0B0B0B);

    /// <summary>Where nsd answers over UDP and TCP, for its own zones alone.</summary>
    public int AuthorityPort => _authority!.Port;

    /// <summary>Where unbound answers over UDP and TCP.</summary>
    public int ResolverPort => _resolver!.Port;

    /// <summary>The root's, as the setting takes them: <c>. DS 12345 13 2 ABCD…</c>.</summary>
    public IReadOnlyList<string> TrustAnchors { get; private set; } = [];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await Task.WhenAll(_zones.Values.Where(static zone => zone.HasKeys).Select(zone => ZoneSigner.MakeKeysAsync(_folder, zone.Name, cancellationToken)));
        var served = new List<ServedZone>();
        foreach (var zone in _zones.Values)
        {
            served.Add(await _signer.WriteAsync(zone, cancellationToken));
            await DelegateAsync(zone, cancellationToken);
        }

        _authority = await Nsd.StartAsync(_folder, served, cancellationToken);
        _resolver = await StartUnboundAsync("resolver", "", cancellationToken);
    }

    /// <summary>Another resolver of the same world with more lines in its <c>server:</c> clause (TLS, HTTPS); ended with the world.</summary>
    /// <returns>Its port for plain questions.</returns>
    public async Task<int> StartResolverAsync(string serverLines, CancellationToken cancellationToken)
    {
        var resolver = await StartUnboundAsync($"resolver{_moreResolvers.Count + 1}", serverLines, cancellationToken);
        _moreResolvers.Add(resolver);
        return resolver.Port;
    }

    /// <summary>Makes these the only TXT records of a name, such as <c>bob._tox.example.test</c>; none removes them. The resolvers serve it when this ends.</summary>
    public Task PublishAsync(string name, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var zone = _zones.Values.Where(zone => name.EndsWith($".{zone.Name.TrimEnd('.')}", StringComparison.Ordinal)).MaxBy(static zone => zone.Name.Length)
            ?? throw new ArgumentException($"No zone for {name}.", nameof(name));
        return ChangeAsync(zone, () => zone.Publish($"{name}.", [.. texts]), cancellationToken);
    }

    /// <summary>Makes the Tox ID the only record of a mail name, such as <c>bob@example.test</c>.</summary>
    public Task PublishAsync(MailAddress name, ToxId id, CancellationToken cancellationToken) =>
        PublishAsync($"{name.LocalPart}._tox.{name.Domain}", [$"v=tox1;id={id}"], cancellationToken);

    /// <summary>Serves a zone otherwise from now on, for example <see cref="ZoneState.Stripped"/>. The parent's DS stays.</summary>
    public Task ServeAsync(string zone, ZoneState state, CancellationToken cancellationToken)
    {
        var text = _zones[$"{zone}."];
        return ChangeAsync(text, () => text.State = state, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var resolver in _moreResolvers.Append(_resolver).OfType<Unbound>())
        {
            await resolver.DisposeAsync();
        }

        if (_authority is not null)
        {
            await _authority.DisposeAsync();
        }

        _changing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Children before their parents, which need their DS records.</summary>
    private static IEnumerable<ZoneText> Zones()
    {
        var example = new ZoneText("example.test.", ZoneState.Secure);
        example.Add("alias._tox IN CNAME tarek._tox", "out._tox IN CNAME tarek._tox.plain.test.", "lost._tox IN CNAME nobody._tox");
        example.Add($"split._tox IN TXT \"v=tox1;id={TarekId.ToString()[..38]}\" \"{TarekId.ToString()[38..]}\"");
        example.Publish("*.wild.example.test.", $"v=tox1;id={TarekId}");
        example.Publish("bob._tox.example.test.", $"v=tox1;id={BobId}");
        var plain = new ZoneText("plain.test.", ZoneState.Insecure);
        var bogus = new ZoneText("bogus.test.", ZoneState.Forged);
        foreach (var zone in (ZoneText[])[example, plain, bogus])
        {
            zone.Publish($"tarek._tox.{zone.Name}", $"v=tox1;id={TarekId}");
            yield return zone;
        }

        var test = new ZoneText("test.", ZoneState.Secure);
        test.Add("ns IN A 127.0.0.1", "example IN NS ns.test.", "plain IN NS ns.test.", "bogus IN NS ns.test.");
        yield return test;
        var root = new ZoneText(".", ZoneState.Secure);
        root.Add("test. IN NS ns.test.", "ns.test. IN A 127.0.0.1");
        yield return root;
    }

    private async Task DelegateAsync(ZoneText zone, CancellationToken cancellationToken)
    {
        if (!zone.HasKeys)
        {
            return;
        }

        var delegation = await _signer.ReadDelegationAsync(zone.Name, cancellationToken);
        if (zone.Name == ".")
        {
            TrustAnchors = [.. delegation.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(AnchorText)];
        }
        else
        {
            var parent = zone.Name[(zone.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            _zones[parent.Length == 0 ? "." : parent].Add(delegation);
        }
    }

    /// <summary>BIND writes <c>. IN DS tag algorithm type DIGEST</c>, the digest in two parts.</summary>
    private static string AnchorText(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{words[0]} {string.Join(' ', words[2..6])} {string.Concat(words[6..])}";
    }

    private async Task<Unbound> StartUnboundAsync(string name, string serverLines, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        return await Unbound.StartAsync(folder, AuthorityPort, _zones.Keys, TrustAnchors, serverLines, cancellationToken);
    }

    private async Task ChangeAsync(ZoneText zone, Action change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            change();
            zone.CountUp();
            await _signer.WriteAsync(zone, cancellationToken);
            await _authority!.ReloadAsync(zone.Name, zone.Serial, cancellationToken);
            foreach (var resolver in _moreResolvers.Prepend(_resolver!))
            {
                await resolver.FlushAsync(zone.Name, cancellationToken);
            }
        }
        finally
        {
            _changing.Release();
        }
    }
}
