using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Hosting;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Commands;

/// <summary>Tries every port that a start would take.</summary>
internal static class PortChecks
{
    public static IEnumerable<CheckLine> Of(ToxMailSettings settings) =>
    [
        Tcp("Dashboard port", settings.Dashboard.Address, settings.Dashboard.Port),
        .. settings.Smtp.Enabled ? Tcp("SMTP", settings.Smtp.Address, settings.Smtp.Port, settings.Smtp.TlsPort) : [],
        .. settings.Pop3.Enabled ? Tcp("POP3", settings.Pop3.Address, settings.Pop3.Port, settings.Pop3.TlsPort) : [],
        .. settings.Tox is { UdpEnabled: true, Proxy: null } ? [CheckLine.Try("Tox UDP port", () => Udp(settings.Tox))] : Array.Empty<CheckLine>(),
        .. settings.Tox.TcpRelayPort > 0 ? [Tcp("Tox relay port", Any(settings.Tox), settings.Tox.TcpRelayPort)] : Array.Empty<CheckLine>(),
    ];

    private static IEnumerable<CheckLine> Tcp(string name, IPAddress address, ushort port, ushort tlsPort) =>
        tlsPort == 0 ? [Tcp($"{name} port", address, port)] : [Tcp($"{name} port", address, port), Tcp($"{name} TLS port", address, tlsPort)];

    private static CheckLine Tcp(string name, IPAddress address, ushort port) => CheckLine.Try(name, () =>
    {
        using var listener = new TcpListener(address, port);
        listener.Start();
        return port == 0 ? "any free one" : $"{port} is free";
    });

    /// <summary>libtoxcore takes the first free port of the range.</summary>
    private static string Udp(ToxOptions tox)
    {
        for (int port = tox.StartPort; port <= tox.EndPort; port++)
        {
            if (IsFree(Any(tox), port))
            {
                return $"{port} is free";
            }
        }

        throw new IOException($"every port from {tox.StartPort} to {tox.EndPort} is taken");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    private static IPAddress Any(ToxOptions tox) => tox.Ipv6Enabled && Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
}
