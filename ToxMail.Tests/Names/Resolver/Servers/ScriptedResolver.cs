using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>A resolver on loopback that does to each question what the test says, which may be anything. Notes what it was asked.</summary>
internal sealed class ScriptedResolver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<byte[], Stream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Answers with the octets that the script makes of a question.</summary>
    public ScriptedResolver(Func<byte[], byte[]> answer)
        : this((question, stream, cancellationToken) => MessageFraming.WriteAsync(stream, answer(question), cancellationToken).AsTask())
    {
    }

    /// <summary>Lets the script write to the connection itself; it closes when the script throws.</summary>
    public ScriptedResolver(Func<byte[], Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ResolverAddress.Tcp Address => new((IPEndPoint)_listener.LocalEndpoint);

    /// <summary>What was asked, oldest first.</summary>
    public ConcurrentQueue<DnsMessage> Questions { get; } = new();

    /// <summary>The same as octets.</summary>
    public ConcurrentQueue<byte[]> RawQuestions { get; } = new();

    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        Interlocked.Increment(ref _connections);
        try
        {
            while (true)
            {
                var question = (await MessageFraming.ReadAsync(client.GetStream(), _ending.Token)).ToArray();
                RawQuestions.Enqueue(question);
                Questions.Enqueue(DnsMessageReader.TryRead(question, out var message) ? message : throw new InvalidDataException("Not a question."));
                await _answer(question, client.GetStream(), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client hung up, the script wants it so, or the test is over.
        }
    }
}
