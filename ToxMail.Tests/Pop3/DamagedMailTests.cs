using System.Text;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>A mail whose file the disk changed, among others.</summary>
public sealed class DamagedMailTests
{
    [Fact]
    public async Task Holds_back_none_of_the_mails_behind_it()
    {
        await using var servers = await MailServers.StartAsync(pop3: MailServers.QuickPop3 with { MaildropWait = TimeSpan.FromSeconds(10) });
        foreach (var number in Enumerable.Range(1, 5))
        {
            await servers.ReceiveAsync(Encoding.ASCII.GetBytes($"Subject: {number}\r\n\r\n{(number == 3 ? new string('x', 200_000) : "short")}\r\n"));
        }

        var file = Directory.GetFiles(servers.Store.Directory.Blobs, "*", SearchOption.AllDirectories).Single(static path => new FileInfo(path).Length > 200_000);
        var bytes = await File.ReadAllBytesAsync(file, TemporaryStore.Ct);
        bytes[150_000] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TemporaryStore.Ct);
        var login = new PasswordView("test", servers.Login.Username, servers.Login.Password);

        // Half a mail must not look like a whole one: the first time the connection ends with it.
        await using (var first = await RawPop3.LoginAsync(servers.Pop3Port, login, TemporaryStore.Ct))
        {
            await Assert.ThrowsAnyAsync<IOException>(() => first.RetrieveAsync(3, TemporaryStore.Ct));
        }

        await using var second = await RawPop3.LoginAsync(servers.Pop3Port, login, TemporaryStore.Ct);
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => second.CommandAsync("RETR 3", TemporaryStore.Ct));
        Assert.Contains("-ERR [SYS/PERM]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Subject: 4", Encoding.ASCII.GetString(await second.RetrieveAsync(4, TemporaryStore.Ct)), StringComparison.Ordinal);
        Assert.Equal(6, (await second.UidsAsync(TemporaryStore.Ct)).Count);
        Assert.Contains("Subject: s\r\n", Encoding.ASCII.GetString(await second.RetrieveAsync(6, TemporaryStore.Ct)), StringComparison.Ordinal);

        // The file back in order, the mail can be fetched again after the next start; nothing else was lost.
        bytes[150_000] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TemporaryStore.Ct);
    }
}
