using ToxMail.Tests.Support;

namespace ToxMail.Tests.Pop3;

/// <summary>Servers with short messages in the maildrop, and the way into one that another session may just be leaving.</summary>
internal static class FilledMaildrop
{
    internal static async Task<MailServers> StartAsync(int messages, Core.Pop3.Pop3Limits? limits = null)
    {
        var servers = await MailServers.StartAsync(pop3: limits);
        for (var i = 0; i < messages; i++)
        {
            await servers.ReceiveAsync("Subject: xyz\r\n\r\n"u8.ToArray());
        }

        return servers;
    }

    internal static async Task<Pop3Dialogue> LogInWhenFreeAsync(MailServers servers)
    {
        var client = await Pop3Dialogue.OpenAsync(servers);
        do
        {
            await client.SayAsync("USER me");
        }
        while ((await client.SayAsync($"PASS {servers.Login.Password}")).StartsWith("-ERR [IN-USE]", StringComparison.Ordinal));

        return client;
    }
}
