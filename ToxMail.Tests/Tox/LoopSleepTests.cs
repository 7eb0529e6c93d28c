using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Tox;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class LoopSleepTests : IDisposable
{
    private const int Long = 60_000;
    private const byte CookieRequest = 0x18;
    private const byte FromContact = 0x1b;
    private const byte FromNetwork = 0x00;

    private readonly LoopSleep _sleep = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public LoopSleepTests()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _sleep.ListenTo((ushort)((IPEndPoint)_socket.LocalEndPoint!).Port);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_at_a_call(bool forPackets)
    {
        var sleeping = Task.Run(() => _sleep.Sleep(Long, forPackets), Ct);

        _sleep.Wake();

        await sleeping.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Theory]
    [InlineData(CookieRequest)]
    [InlineData(FromContact)]
    public async Task Ends_at_a_packet_of_a_contact_and_leaves_it_there(byte first)
    {
        var sleeping = Task.Run(() => _sleep.Sleep(Long, forPackets: true), Ct);

        Send(first);

        await sleeping.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        Assert.Equal(2, _socket.Available);
    }

    [Theory]
    [InlineData(FromNetwork, true)]
    [InlineData(FromContact, false)]
    public void Sleeps_on_when_what_comes_may_wait(byte first, bool forPackets)
    {
        Send(first);
        var began = Stopwatch.GetTimestamp();

        _sleep.Sleep(300, forPackets);

        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void Sleeps_longer_while_no_packet_comes()
    {
        var began = Stopwatch.GetTimestamp();

        _sleep.Sleep(10, forPackets: true, undisturbed: 300);

        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Lets_no_packet_wait_longer_for_that()
    {
        Send(FromNetwork);

        await Task.Run(() => _sleep.Sleep(10, forPackets: true, undisturbed: Long), Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Fact]
    public void Takes_the_time_alone_when_there_is_no_such_socket()
    {
        using var deaf = new LoopSleep();
        deaf.ListenTo(1);
        Send(FromContact);
        var began = Stopwatch.GetTimestamp();

        deaf.Sleep(300, forPackets: true, undisturbed: Long);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(Long / 2));
    }

    [Fact]
    public void Takes_the_time_alone_where_the_kernel_tells_of_no_files()
    {
        using var deaf = new LoopSleep(Path.Combine(Path.GetTempPath(), "not-here"));
        deaf.ListenTo((ushort)((IPEndPoint)_socket.LocalEndPoint!).Port);
        Send(FromContact);
        var began = Stopwatch.GetTimestamp();

        deaf.Sleep(300, forPackets: true);

        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(250));
    }

    public void Dispose()
    {
        _sleep.Dispose();
        _socket.Dispose();
    }

    private void Send(byte first)
    {
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.SendTo([first, 1], _socket.LocalEndPoint!);
    }
}
