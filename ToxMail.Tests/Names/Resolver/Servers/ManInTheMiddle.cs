using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>Sits before a real resolver on loopback and makes of each of its answers what the test says. Asks it each question once.</summary>
internal sealed class ManInTheMiddle : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _heard = new();
    private readonly ScriptedResolver _face;

    /// <summary>Changes answers as octets, whose first two are the question's number.</summary>
    public ManInTheMiddle(int resolverPort, Func<byte[], byte[]> change)
    {
        ResolverPort = resolverPort;
        _face = new ScriptedResolver(async (question, stream, cancellationToken) =>
            await MessageFraming.WriteAsync(stream, change(await RelayAsync(question, cancellationToken)), cancellationToken));
    }

    /// <summary>Changes answers as messages.</summary>
    public ManInTheMiddle(int resolverPort, Func<DnsMessage, DnsMessage> change)
        : this(resolverPort, octets => Answers.Written(change(Answers.Read(octets))))
    {
    }

    /// <summary>Whom it sits before now.</summary>
    public int ResolverPort { get; set; }

    public ResolverAddress Address => _face.Address;

    public ConcurrentQueue<DnsMessage> Questions => _face.Questions;

    public ValueTask DisposeAsync() => _face.DisposeAsync();

    private async Task<byte[]> RelayAsync(byte[] question, CancellationToken cancellationToken)
    {
        var key = $"{ResolverPort} {Convert.ToHexString(question.AsSpan(2))}";
        if (!_heard.TryGetValue(key, out var answer))
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, ResolverPort, cancellationToken);
            await MessageFraming.WriteAsync(client.GetStream(), question, cancellationToken);
            answer = (await MessageFraming.ReadAsync(client.GetStream(), cancellationToken)).ToArray();
            _heard[key] = answer;
        }

        var copy = answer.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(copy, BinaryPrimitives.ReadUInt16BigEndian(question));
        return copy;
    }
}
