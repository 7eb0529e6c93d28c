using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Net;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Net;

[Collection(typeof(Alone))]
public sealed class LineServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_a_pipelined_burst_line_by_line()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer());
        await using var client = await server.ConnectAsync(Token);
        await client.Stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"line {i}\r\n"))), Token);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.Equal($"Ready line {i}", await client.ReadLineAsync(Token));
        }
    }

    [Fact]
    public async Task Answers_what_came_before_the_client_closed_its_half()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer());
        await using var client = await server.ConnectAsync(Token);
        await client.Stream.WriteAsync("one\r\ntwo\r\nhalf"u8.ToArray(), Token);
        client.Stream.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("Ready one", await client.ReadLineAsync(Token));
        Assert.Equal("Ready two", await client.ReadLineAsync(Token));
        await Assert.ThrowsAsync<EndOfStreamException>(() => client.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Survives_a_line_of_a_hundred_megabytes_within_its_buffers()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer());
        await using var client = await server.ConnectAsync(Token);
        var block = new byte[1 << 20];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100; i++)
        {
            await client.Stream.WriteAsync(block, Token);
        }

        await client.WriteLineAsync(string.Empty, Token);
        Assert.Equal("TooLong ", await client.ReadLineAsync(Token));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
        await client.WriteLineAsync("next", Token);
        Assert.Equal("Ready next", await client.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Goes_on_when_a_session_fails()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer());
        await using var first = await server.ConnectAsync(Token);
        await first.WriteLineAsync("fail", Token);
        Assert.Equal("Ready fail", await first.ReadLineAsync(Token));
        await Assert.ThrowsAsync<EndOfStreamException>(() => first.ReadLineAsync(Token));

        await using var second = await server.ConnectAsync(Token);
        await second.WriteLineAsync("hello", Token);
        Assert.Equal("Ready hello", await second.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Ends_a_silent_session()
    {
        var time = new FakeTimeProvider();
        await using var server = await EchoServer.StartAsync(new EchoServer(time, idle: TimeSpan.FromMinutes(5)));
        await using var client = await server.ConnectAsync(Token);
        await client.WriteLineAsync("hello", Token);
        Assert.Equal("Ready hello", await client.ReadLineAsync(Token));
        time.Advance(TimeSpan.FromMinutes(4));
        await client.WriteLineAsync("still here", Token);
        Assert.Equal("Ready still here", await client.ReadLineAsync(Token));

        time.Advance(TimeSpan.FromMinutes(4));
        await client.Stream.WriteAsync("half a line does not count"u8.ToArray(), Token);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Idle", await client.ReadLineAsync(Token));
        await Assert.ThrowsAsync<EndOfStreamException>(() => client.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Ends_a_session_whose_client_takes_nothing()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer(idle: TimeSpan.FromMilliseconds(300)));
        using var client = await server.ConnectSocketAsync(Token);
        await client.SendAsync("flood\r\n"u8.ToArray(), Token);
        await UntilAsync(() => server.Sessions == 1);
        await UntilAsync(() => server.Sessions == 0);
    }

    [Fact]
    public async Task Turns_a_client_away_when_too_many_are_there_and_takes_the_next_when_one_left()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer(maxSessions: 1));
        var first = await server.ConnectAsync(Token);
        await first.WriteLineAsync("hello", Token);
        Assert.Equal("Ready hello", await first.ReadLineAsync(Token));
        await using var second = await server.ConnectAsync(Token);
        Assert.Equal("busy", await second.ReadLineAsync(Token));

        await first.DisposeAsync();
        await UntilAsync(() => server.Sessions == 0);
        await using var third = await server.ConnectAsync(Token);
        await third.WriteLineAsync("hello", Token);
        Assert.Equal("Ready hello", await third.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Says_goodbye_when_stopped_and_cuts_a_session_that_hangs()
    {
        await using var server = await EchoServer.StartAsync(new EchoServer());
        await using var waiting = await server.ConnectAsync(Token);
        await waiting.WriteLineAsync("hello", Token);
        Assert.Equal("Ready hello", await waiting.ReadLineAsync(Token));
        await using var hanging = await server.ConnectAsync(Token);
        await hanging.WriteLineAsync("hang", Token);
        await UntilAsync(() => server.Sessions == 2);

        var watch = Stopwatch.StartNew();
        await server.StopAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal("Stopping", await waiting.ReadLineAsync(Token));
        Assert.Equal(0, server.Sessions);
        Assert.Equal(ListenerState.Off, server.Status.State);
    }

    [Fact]
    public async Task Shows_a_taken_port_and_opens_it_once_it_is_free()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var time = new FakeTimeProvider();
        using var log = new CollectedLog();
        await using var server = await EchoServer.StartAsync(new EchoServer(time, port, loggers: log));
        var news = 0;
        server.Board.Changed += () => news++;
        Assert.Equal(ListenerState.Failed, server.Status.State);
        Assert.Equal($"Port {port} is used by another program.", server.Status.Error);

        for (var tried = 0; tried < 10; tried++)
        {
            time.Advance(BindFault.Retry);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }

        Assert.Equal((1, 0), (log.Text.Split('\n').Count(static line => line.StartsWith("Cannot listen", StringComparison.Ordinal)), news));

        taken.Stop();
        await UntilAsync(() =>
        {
            time.Advance(BindFault.Retry);
            return server.Status.State == ListenerState.Listening;
        });
        Assert.Null(server.Status.Error);
        Assert.Equal($"127.0.0.1:{port}", server.Status.Endpoint);
        await using var client = await RawLines.ConnectAsync(port, Token);
        await client.WriteLineAsync("hello", Token);
        Assert.Equal("Ready hello", await client.ReadLineAsync(Token));
        Assert.StartsWith("127.0.0.1:", server.Status.LastClient, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        var watch = Stopwatch.StartNew();
        while (!done())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "It did not happen within 10 s.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }
    }
}
