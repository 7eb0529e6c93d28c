using System.Net;

namespace ToxMail.Core.Hosting;

/// <summary>What no single value can break: rules between settings.</summary>
internal static class SettingsRules
{
    public static IEnumerable<string> Faults(ToxMailSettings settings) =>
        [.. RemoteFaults(settings), .. PortFaults(settings), .. ToxPortFaults(settings), .. RelaySettings.Faults(settings.Relay)];

    private static IEnumerable<string> RemoteFaults(ToxMailSettings settings)
    {
        (string Section, IPAddress Address, bool AllowRemote)[] servers =
        [
            ("Smtp", settings.Smtp.Address, settings.Smtp.AllowRemote),
            ("Pop3", settings.Pop3.Address, settings.Pop3.AllowRemote),
            ("Dashboard", settings.Dashboard.Address, settings.Dashboard.AllowRemote),
        ];
        return from server in servers
               where !IPAddress.IsLoopback(server.Address) && !server.AllowRemote
               select $"ToxMail:{server.Section}:Address is \"{server.Address}\", which other machines can reach: "
                   + $"set ToxMail:{server.Section}:AllowRemote to true if that is what you want.";
    }

    private static IEnumerable<string> PortFaults(ToxMailSettings settings)
    {
        (string Key, bool Enabled, IPAddress Address, ushort Port)[] ports =
        [
            ("Dashboard:Port", true, settings.Dashboard.Address, settings.Dashboard.Port),
            ("Smtp:Port", settings.Smtp.Enabled, settings.Smtp.Address, settings.Smtp.Port),
            ("Smtp:TlsPort", settings.Smtp.Enabled, settings.Smtp.Address, settings.Smtp.TlsPort),
            ("Pop3:Port", settings.Pop3.Enabled, settings.Pop3.Address, settings.Pop3.Port),
            ("Pop3:TlsPort", settings.Pop3.Enabled, settings.Pop3.Address, settings.Pop3.TlsPort),
            ("Tox:TcpRelayPort", true, settings.Tox.Ipv6Enabled ? IPAddress.IPv6Any : IPAddress.Any, settings.Tox.TcpRelayPort),
        ];
        return from same in ports.Where(port => port.Enabled && port.Port != 0).GroupBy(port => port.Port)
               let taken = same.Where(one => same.Any(other => other.Key != one.Key && Overlap(one.Address, other.Address))).ToList()
               where taken.Count > 0
               select $"{string.Join(" and ", taken.Select(port => "ToxMail:" + port.Key))} share port {same.Key}: each server needs a port of its own.";
    }

    /// <summary>Any address takes in every one of its family; that of IPv6 takes in IPv4 too, as its sockets do.</summary>
    private static bool Overlap(IPAddress one, IPAddress other) => one.Equals(other) || Covers(one, other) || Covers(other, one);

    private static bool Covers(IPAddress any, IPAddress one) =>
        any.Equals(IPAddress.IPv6Any) || (any.Equals(IPAddress.Any) && one.AddressFamily == any.AddressFamily);

    private static IEnumerable<string> ToxPortFaults(ToxMailSettings settings) =>
        settings.Tox.EndPort < settings.Tox.StartPort
            ? [$"ToxMail:Tox:EndPort is \"{settings.Tox.EndPort}\", below ToxMail:Tox:StartPort, \"{settings.Tox.StartPort}\"."]
            : settings.Tox is { UdpEnabled: true, Proxy: null } && settings.Relay.Instances > settings.Tox.EndPort - settings.Tox.StartPort + 1
            ? [$"ToxMail:Relay:Instances is \"{settings.Relay.Instances}\", and each needs a UDP port of its own: ToxMail:Tox:StartPort to ToxMail:Tox:EndPort are fewer."]
            : [];
}
