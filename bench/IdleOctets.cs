using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>
/// What an idle contact costs on the wire: the datagrams in which two contacts talk to each other, their IP headers included, with the relay on and off, against a bare pair on the same network.
/// What else two nodes exchange (the DHT, onion paths) is libtoxcore's, and in a network of five nodes tells nothing. Needs a raw socket, so <c>run.sh octets</c> runs it as root of a
/// network namespace of its own.
/// </summary>
internal static class IdleOctets
{
    public const string Name = "octets";

    private const double Kilobyte = 1_000;

    /// <summary>A first meeting agrees on keys.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var window = TimeSpan.FromSeconds(context.Quick ? 20 : 300);
        MailUser[] users = [context.Alice, context.Bob];
        var ours = await Task.WhenAll(users.Select(async user => (await user.Node.Api.StatusAsync(cancellationToken)).UdpPort));
        int[] bare = [context.Bare.Sender.Port, context.Bare.Receiver.Port];
        var on = await PerDayAsync([ours, bare], window, cancellationToken);
        foreach (var user in users)
        {
            using var off = await user.Node.Api.PutAsync("relay", new { mode = "off" }, cancellationToken);
            await NodeApi.EnsureAsync(off, cancellationToken);
        }

        var without = await PerDayAsync([ours, bare], window, cancellationToken);
        Report.Compare("an idle contact on the wire, both ways, in a day", on[0], on[1], " kB", "");
        Report.Compare("the same with the relay off", without[0], without[1], " kB", "");
    }

    /// <summary>Of each pair of ports, in kB.</summary>
    private static async Task<double[]> PerDayAsync(int[][] pairs, TimeSpan window, CancellationToken cancellationToken)
    {
        await Wait.ForSomeTimeAsync(Settle, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        end.CancelAfter(window);
        var octets = await CountAsync(pairs, end.Token);
        cancellationToken.ThrowIfCancellationRequested();
        var days = TimeProvider.System.GetElapsedTime(began) / TimeSpan.FromDays(1);
        return Array.ConvertAll(octets, count => count / days / Kilobyte);
    }

    /// <summary>Hears every datagram that arrives, as raw(7) gives them: with the IP header.</summary>
    private static async Task<long[]> CountAsync(int[][] pairs, CancellationToken end)
    {
        const int UdpHeader = 8;
        const byte CryptoData = 0x1b;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var datagram = new byte[ushort.MaxValue];
        var octets = new long[pairs.Length];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(datagram, end);
                var header = (datagram[0] & 0x0f) * sizeof(uint);
                if (length > header + UdpHeader && datagram[header + UdpHeader] == CryptoData)
                {
                    var (from, to) = (Port(datagram, header), Port(datagram, header + sizeof(ushort)));
                    var pair = Array.FindIndex(pairs, ports => ports.Contains(from) && ports.Contains(to));
                    octets[Math.Max(pair, 0)] += pair < 0 ? 0 : length;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return octets;
        }
    }

    private static int Port(byte[] datagram, int offset) => BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(offset));
}
