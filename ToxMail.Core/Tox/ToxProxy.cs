using System.Net;

namespace ToxMail.Core.Tox;

/// <summary>A proxy that carries all Tox traffic.</summary>
public sealed record ToxProxy(ToxProxyKind Kind, string Host, ushort Port)
{
    private const string Form = "a proxy is written socks5://host:port or http://host:port";

    /// <summary>Reads <c>socks5://host:port</c> or <c>http://host:port</c>.</summary>
    /// <remarks>The host is an IP address or <c>localhost</c>: looking another name up would be traffic beside the proxy.</remarks>
    /// <exception cref="FormatException">Anything else; the message says what.</exception>
    public static ToxProxy From(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Port <= 0 || uri.UserInfo.Length > 0 || uri.PathAndQuery is not ("" or "/"))
        {
            throw new FormatException(Form);
        }

        var host = uri.Host == "localhost" ? IPAddress.Loopback.ToString() : uri.Host.Trim('[', ']');
        if (!IPAddress.TryParse(host, out _))
        {
            throw new FormatException("the proxy's host must be an IP address or localhost, because looking up a name would be traffic beside the proxy");
        }

        return new ToxProxy(KindOf(uri.Scheme), host, (ushort)uri.Port);
    }

    private static ToxProxyKind KindOf(string scheme) => scheme switch
    {
        "socks5" => ToxProxyKind.Socks5,
        "http" => ToxProxyKind.Http,
        _ => throw new FormatException(Form),
    };
}
