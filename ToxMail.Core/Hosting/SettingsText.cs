using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Hosting;

/// <summary>The texts that settings are written in.</summary>
internal static class SettingsText
{
    public const string SwitchRule = "it has to be true or false.";
    public const string PortRule = "a port is a number from 1 to 65535.";
    public const string PortOrZeroRule = "a port is a number from 0 to 65535.";
    public const string AddressRule = "it has to be an IP address, such as 127.0.0.1 or ::1.";
    public const string SpanRule = "it has to be a time span of more than nothing and at most a year, such as 7.00:00:00 or 00:15:00.";
    public const string SpanOrZeroRule = "it has to be a time span of at most a year, such as 00:10:00, or 0.";
    public const string WaitingTimeRule = "it has to be a time span of more than nothing and at most 30 days, such as 7.00:00:00: recipients know a mail that comes twice for 60 days.";
    public const string ProxyRule = "it has to be none, socks5://host:port or http://host:port, where the host is an IP address or localhost, because looking up a name would be traffic beside the proxy; it takes no user and password.";
    public const string HostRule = "it has to be an IP address or a host name.";

    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(366);

    public static bool Switch(string text, out bool value) => bool.TryParse(text, out value);

    public static bool PortOrZero(string text, out ushort value) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static bool Port(string text, out ushort value) => PortOrZero(text, out value) && value != 0;

    public static bool Size(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static bool Span(string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value > TimeSpan.Zero && value <= LongestSpan;

    public static bool SpanOrZero(string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value >= TimeSpan.Zero && value <= LongestSpan;

    /// <summary>One of the names; the numbers behind them are nobody's business.</summary>
    public static bool Choice<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(text, ignoreCase: true, out value);
    }

    public static bool WaitingTime(string text, out TimeSpan value) => Span(text, out value) && value <= OutboxOptions.LongestWait;

    /// <summary>A whole IP address: the short forms that <see cref="IPAddress.Parse(string)"/> takes ("1" is 0.0.0.1) are typing errors here.</summary>
    public static bool Address(string text, out IPAddress value)
    {
        var parsed = IPAddress.TryParse(text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3);
        value = parsed ? address! : IPAddress.None;
        return parsed;
    }

    public static bool Host(string text, out string value)
    {
        value = text;
        return Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }

    /// <summary>Scheme, host and port and nothing else: a path or a password in it would be silently lost.</summary>
    public static bool Proxy(string text, out Uri? value)
    {
        value = null;
        return text.Equals("none", StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(text, UriKind.Absolute, out value) && value.UserInfo.Length == 0 && value.PathAndQuery is "/" or "" && IsProxy(value, text));
    }

    /// <summary>A name would have to be looked up beside the proxy; a port left out would be 80 for one scheme and missing for the other.</summary>
    private static bool IsProxy(Uri proxy, string text) =>
        proxy.Scheme is "socks5" or "http"
        && (proxy.Host == "localhost" || IPAddress.TryParse(proxy.Host.Trim('[', ']'), out _))
        && proxy.Port > 0
        && text.TrimEnd('/').EndsWith($":{proxy.Port}", StringComparison.Ordinal);
}
