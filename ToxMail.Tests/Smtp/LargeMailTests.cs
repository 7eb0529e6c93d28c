using System.Text;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>Measures the whole process, and so runs alone.</summary>
[Collection(typeof(Alone))]
public sealed class LargeMailTests
{
    [Fact]
    public async Task Takes_a_large_mail_at_flat_memory()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await client.SayAsync("DATA");
        await client.SendAsync(SubmissionTests.Header);
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("..0123456789\r\n", 5_000)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 400; i++)
        {
            await client.SendAsync(block);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
        Assert.StartsWith("250 2.0.0", await client.SayAsync("."), StringComparison.Ordinal);
        Assert.Equal(SubmissionTests.Header.Length + (2_000_000L * "..0123456789\r\n".Length) - 2_000_000, Assert.Single(await servers.QueuedAsync()).SizeBytes);
    }
}
