using System.Text;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>A maildrop of a hundred thousand mails; how long it takes is measured in <c>bench</c>.</summary>
[Collection(typeof(Alone))]
public sealed class LargeMaildropTests
{
    private const int Count = 100_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_a_hundred_thousand_mails_at_little_memory()
    {
        await using var servers = await MailServers.StartAsync();
        await FillAsync(servers);
        await using (var warm = await Pop3Dialogue.LogInAsync(servers))
        {
            await warm.SayAsync("QUIT");
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        Assert.Equal($"+OK {Count} {Count * 20L}", await client.SayAsync("STAT"));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 12 << 20);

        await client.SendAsync("LIST\r\nUIDL\r\n");
        await ExpectListAsync(client, (number, line) => Assert.Equal($"{number} 20", line));
        var uids = new HashSet<string>();
        await ExpectListAsync(client, (number, line) => Assert.True(uids.Add(line[(number.ToString().Length + 1)..])));

        foreach (var number in (int[])[1, 50_000, Count])
        {
            Assert.Equal($"Subject: {number:D7}\r\n\r\n", await client.FetchAsync($"RETR {number}"));
            Assert.Equal($"Subject: {number:D7}\r\n\r\n", await client.FetchAsync($"TOP {number} 99999999"));
        }

        Assert.Equal("-ERR No such message", await client.SayAsync($"RETR {Count + 1}"));
        await client.SendAsync(string.Concat(Enumerable.Range(1, 5_000).Select(i => $"DELE {i}\r\n")));
        for (var i = 0; i < 5_000; i++)
        {
            Assert.StartsWith("+OK ", await client.HearAsync(), StringComparison.Ordinal);
        }

        Assert.Equal($"+OK {Count - 5_000} {(Count - 5_000) * 20L}", await client.SayAsync("STAT"));
        Assert.Equal("+OK Bye", await client.SayAsync("QUIT"));
        Assert.Equal(Count - 5_000, (await servers.Store.Inbox.SnapshotAsync(Token)).Count);
    }

    private static async Task FillAsync(MailServers servers)
    {
        foreach (var numbers in Enumerable.Range(1, Count).Chunk(5_000))
        {
            var mails = new List<NewInboxMail>(numbers.Length);
            foreach (var number in numbers)
            {
                var blob = await servers.Store.BlobAsync(Encoding.ASCII.GetBytes($"Subject: {number:D7}\r\n\r\n"));
                mails.Add(new NewInboxMail { Blob = blob, From = MailServers.BobAddress, Subject = "s", Via = MailVia.Direct });
            }

            await servers.Store.Inbox.AddAsync(mails, Token);
        }
    }

    private static async Task ExpectListAsync(Pop3Dialogue client, Action<int, string> line)
    {
        Assert.Equal("+OK Listing follows", await client.HearAsync());
        for (var number = 1; number <= Count; number++)
        {
            line(number, await client.HearAsync());
        }

        Assert.Equal(".", await client.HearAsync());
    }
}
