using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>Measures the whole process, and so runs alone.</summary>
[Collection(typeof(Alone))]
public sealed class LargeMailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_a_large_message_whole_and_only_as_fast_as_it_is_taken()
    {
        var message = new byte[40 << 20];
        Array.Fill(message, (byte)'x');
        "Subject: s\r\n\r\n"u8.CopyTo(message);
        "\r\n"u8.CopyTo(message.AsSpan(message.Length - 2));
        await using var servers = await MailServers.StartAsync();
        await servers.ReceiveAsync(message);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await client.SendAsync("RETR 1\r\n");
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);

        Assert.Equal($"+OK {message.Length} octets", await client.HearAsync());
        var body = new[] { await client.HearAsync(), await client.HearAsync(), await client.HearAsync() };
        Assert.Equal(message.Length, body.Sum(line => line.Length + 2));
        Assert.Equal(".", await client.HearAsync());
    }
}
