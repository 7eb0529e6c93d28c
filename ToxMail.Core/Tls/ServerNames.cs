using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Tls;

/// <summary>The host names and addresses that a certificate is for, each once.</summary>
public sealed class ServerNames
{
    /// <summary>How a mail client on this machine may call the servers.</summary>
    public static readonly ServerNames Loopback = new(["localhost", "127.0.0.1", "::1"]);

    /// <summary>Takes names and addresses as text; what parses as an address is one.</summary>
    public ServerNames(IEnumerable<string> names)
    {
        var texts = names.Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        Hosts = [.. texts.Where(text => !IPAddress.TryParse(text, out _))];
        Addresses = [.. texts.Where(text => IPAddress.TryParse(text, out _)).Select(WithoutScope).Distinct()];
    }

    public IReadOnlyList<string> Hosts { get; }

    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>All of them as text.</summary>
    public IReadOnlyList<string> All => [.. Hosts, .. Addresses.Select(address => address.ToString())];

    /// <summary>What a certificate says it is for (RFC 5280 4.2.1.6).</summary>
    public static ServerNames Of(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        return new ServerNames(names.SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))));
    }

    /// <summary>These and those.</summary>
    public ServerNames With(IEnumerable<string> more) => new(All.Concat(more));

    /// <summary>True when both hold the same, in whatever order.</summary>
    public bool SameAs(ServerNames other) => All.ToHashSet(StringComparer.Ordinal).SetEquals(other.All);

    /// <summary>Which network card an address is on is no part of it in a certificate.</summary>
    private static IPAddress WithoutScope(string text) => new(IPAddress.Parse(text).GetAddressBytes());

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", All);
}
