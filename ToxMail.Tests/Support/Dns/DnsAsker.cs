using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Tests.Support.Dns;

/// <summary>Asks a server on loopback over TCP, one question for each connection.</summary>
internal static class DnsAsker
{
    /// <summary>The answer, or nothing while the server does not take connections or breaks them off.</summary>
    public static async Task<DnsMessage?> TryAskAsync(int port, DnsName name, DnsType type, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(port, name, type, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return null;
        }
    }

    public static Task<DnsMessage> AskAsync(int port, DnsName name, DnsType type, CancellationToken cancellationToken) =>
        AskAsync(port, DnsQuery.Write(1, name, type, paddingBlock: 0), cancellationToken);

    /// <summary>Lets the server judge too: without CD it fails on what it holds for wrong and sets AD on what it holds for proved.</summary>
    public static Task<DnsMessage> AskCheckedAsync(int port, DnsName name, DnsType type, CancellationToken cancellationToken)
    {
        const int flagsLow = 3;
        const byte checkingDisabled = 0x10;
        var question = DnsQuery.Write(1, name, type, paddingBlock: 0);
        question[flagsLow] = (byte)(question[flagsLow] & ~checkingDisabled);
        return AskAsync(port, question, cancellationToken);
    }

    private static async Task<DnsMessage> AskAsync(int port, byte[] question, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var stream = client.GetStream();
        var framed = new byte[question.Length + sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)question.Length);
        question.CopyTo(framed, sizeof(ushort));
        await stream.WriteAsync(framed, cancellationToken);
        var length = new byte[sizeof(ushort)];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return DnsMessageReader.TryRead(answer, out var message) ? message : throw new FormatException($"Not a message: {Convert.ToHexString(answer)}");
    }
}
