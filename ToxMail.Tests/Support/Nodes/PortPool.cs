using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>
/// Free ports that stay free until used: below the range from which Linux takes ports for outgoing connections, each handed out once per run,
/// since a Tox node restarted on a port that another one had minutes ago is slow to be found. Runs beside each other keep off each other's.
/// </summary>
internal static class PortPool
{
    private const int First = 14_000;
    private const int Count = 18_000;

    private static readonly string Claims = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "toxmail-test-ports")).FullName;
    private static readonly ConcurrentBag<FileStream> Claimed = [];

    private static int _next = Environment.ProcessId * 613 % Count;

    /// <summary>A port that is free for TCP and UDP on every address.</summary>
    public static int Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port, SocketType.Stream, ProtocolType.Tcp) && IsFree(port, SocketType.Dgram, ProtocolType.Udp) && TryClaim(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("This machine has no free port left.");
    }

    /// <summary>A port whose node is down just now looks free; its run holds a file until it ends.</summary>
    private static bool TryClaim(int port)
    {
        try
        {
            Claimed.Add(new FileStream(Path.Combine(Claims, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
