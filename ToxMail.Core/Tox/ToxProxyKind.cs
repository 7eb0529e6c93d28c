namespace ToxMail.Core.Tox;

/// <summary><c>Tox_Proxy_Type</c>.</summary>
public enum ToxProxyKind
{
    Http,
    Socks5,
}
