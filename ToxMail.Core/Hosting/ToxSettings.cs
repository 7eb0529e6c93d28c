using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Hosting;

/// <summary>Reads the section <c>ToxMail:Tox</c>.</summary>
internal static class ToxSettings
{
    private const string KeyRule = "it has to be a public key of 64 hexadecimal digits.";

    public static ToxOptions Read(SettingsReader reader)
    {
        var defaults = new ToxOptions();
        return new ToxOptions
        {
            UdpEnabled = Switch(reader, "Tox:UdpEnabled", defaults.UdpEnabled),
            Ipv6Enabled = Switch(reader, "Tox:Ipv6Enabled", defaults.Ipv6Enabled),
            LocalDiscovery = Switch(reader, "Tox:LocalDiscovery", defaults.LocalDiscovery),
            StartPort = reader.Read("Tox:StartPort", defaults.StartPort, SettingsText.Port, SettingsText.PortRule),
            EndPort = reader.Read("Tox:EndPort", defaults.EndPort, SettingsText.Port, SettingsText.PortRule),
            TcpRelayPort = reader.Read("Tox:TcpRelayPort", defaults.TcpRelayPort, SettingsText.PortOrZero, SettingsText.PortOrZeroRule),
            Proxy = reader.Read("Tox:Proxy", defaults.Proxy, SettingsText.Proxy, SettingsText.ProxyRule),
            UseDefaultBootstrapNodes = Switch(reader, "Tox:UseDefaultBootstrapNodes", defaults.UseDefaultBootstrapNodes),
            BootstrapNodes = [.. reader.Children("Tox:BootstrapNodes").Select(number => Node(reader, $"Tox:BootstrapNodes:{number}"))],
        };
    }

    private static BootstrapNode Node(SettingsReader reader, string key) => new(
        Required(reader, $"{key}:Host", "", SettingsText.Host, SettingsText.HostRule),
        Required<ushort>(reader, $"{key}:Port", 0, SettingsText.Port, SettingsText.PortRule),
        Required(reader, $"{key}:PublicKey", default(PublicKey), PublicKey.TryParse, KeyRule),
        reader.ReadList<ushort>($"{key}:TcpPorts", [], SettingsText.Port, SettingsText.PortRule));

    private static T Required<T>(SettingsReader reader, string key, T nothing, SettingsReader.Parser<T> parse, string rule)
    {
        if (string.IsNullOrWhiteSpace(reader.Text(key)))
        {
            reader.Fault(key, $"is missing: {rule}");
        }

        return reader.Read(key, nothing, parse, rule);
    }

    private static bool Switch(SettingsReader reader, string key, bool fallback) =>
        reader.Read(key, fallback, SettingsText.Switch, SettingsText.SwitchRule);
}
