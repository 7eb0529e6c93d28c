using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ToxMail.Core.Names.Resolver;

/// <summary>Who is asked for names: <c>ToxMail:Names:Resolver</c>.</summary>
public abstract record ResolverAddress
{
    private const ushort DnsPort = 53;
    private const ushort TlsPort = 853;

    private ResolverAddress()
    {
    }

    /// <summary>The forms in words, for whoever wrote another one.</summary>
    public const string Rule = "it has to be system, none, udp://ip:port, tcp://ip:port, tls://ip:port#name or https://host/path, "
        + "where ip is an IP address, because looking up the resolver's name would need another resolver; it takes no user and password.";

    /// <summary>The servers that the machine itself uses.</summary>
    public sealed record OfSystem : ResolverAddress
    {
        /// <inheritdoc />
        public override string ToString() => "system";
    }

    /// <summary>Nobody: names are not looked up.</summary>
    public sealed record None : ResolverAddress
    {
        /// <inheritdoc />
        public override string ToString() => "none";
    }

    /// <summary>A server asked over TCP (RFC 7766), also when it was written <c>udp://</c> (docs/decisions/0012).</summary>
    public sealed record Tcp(IPEndPoint Server) : ResolverAddress
    {
        /// <inheritdoc />
        public override string ToString() => $"tcp://{Server}";
    }

    /// <summary>A server asked over TLS (RFC 7858), whose certificate is for <paramref name="Name"/> or else for its IP address.</summary>
    public sealed record Tls(IPEndPoint Server, string? Name) : ResolverAddress
    {
        /// <summary>What the certificate has to be for.</summary>
        internal string CertificateName => Name ?? Server.Address.ToString();

        /// <inheritdoc />
        public override string ToString() => Name is null ? $"tls://{Server}" : $"tls://{Server}#{Name}";
    }

    /// <summary>A server asked over HTTPS (RFC 8484).</summary>
    public sealed record Https(Uri Server) : ResolverAddress
    {
        /// <inheritdoc />
        public override string ToString() => Server.ToString();
    }

    /// <summary>Reads one of the forms of <see cref="Rule"/>. A port left out is the usual one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResolverAddress? address)
    {
        address = text is null ? null
            : text.Equals("system", StringComparison.OrdinalIgnoreCase) ? new OfSystem()
            : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? new None()
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 ? FromUri(uri)
            : null;
        return address is not null;
    }

    private static ResolverAddress? FromUri(Uri uri) => uri.Scheme switch
    {
        "udp" or "tcp" when uri.Fragment.Length == 0 && EndPointOf(uri, DnsPort) is { } server => new Tcp(server),
        "tls" when EndPointOf(uri, TlsPort) is { } server => FromTls(server, uri.Fragment.TrimStart('#')),
        "https" when uri.Fragment.Length == 0 && uri.Port > 0 && uri.Host.Length > 0 => new Https(uri),
        _ => null,
    };

    private static Tls? FromTls(IPEndPoint server, string name) => Uri.CheckHostName(name) switch
    {
        UriHostNameType.Dns => new Tls(server, name.ToLowerInvariant()),
        _ => name.Length == 0 ? new Tls(server, null) : null,
    };

    /// <summary>Whole IP addresses only: the short forms that <see cref="IPAddress.Parse(string)"/> takes ("1" is 0.0.0.1) are typing errors.</summary>
    private static IPEndPoint? EndPointOf(Uri uri, ushort usualPort)
    {
        var host = uri.Host.Trim('[', ']');
        var whole = uri.PathAndQuery is "" or "/" && uri.Port != 0 && (host.Contains(':', StringComparison.Ordinal) || host.Count(c => c == '.') == 3);
        return whole && IPAddress.TryParse(host, out var address)
            ? new IPEndPoint(address, uri.Port < 0 ? usualPort : uri.Port)
            : null;
    }
}
