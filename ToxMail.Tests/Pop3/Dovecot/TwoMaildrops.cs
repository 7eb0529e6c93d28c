using ToxMail.Tests.Support;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>The same mails in our maildrop, put there without a submission that would add to them, and in Dovecot's.</summary>
internal sealed class TwoMaildrops : IAsyncDisposable
{
    private readonly MailServers _servers;
    private readonly DovecotProcess _dovecot;

    private TwoMaildrops(MailServers servers, DovecotProcess dovecot) => (_servers, _dovecot) = (servers, dovecot);

    public static async Task<TwoMaildrops> OpenAsync(IReadOnlyList<SharedMail> mails, CancellationToken cancellationToken)
    {
        var servers = await MailServers.StartAsync(pop3: MailServers.QuickPop3 with { MaildropWait = TimeSpan.FromMinutes(1) });
        try
        {
            foreach (var mail in mails)
            {
                await servers.ReceiveAsync(mail.Bytes);
            }

            return new TwoMaildrops(servers, await DovecotProcess.StartAsync([.. mails.Select(mail => mail.Bytes)], cancellationToken));
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public Task<Pop3Script> OpenOursAsync() => Pop3Script.LogInAsync(_servers.Pop3Port, _servers.Login.Username, _servers.Login.Password);

    public Task<Pop3Script> OpenDovecotAsync() => Pop3Script.LogInAsync(_dovecot.Port, "me", "any");

    /// <summary>Says the same to both.</summary>
    public async Task<IReadOnlyList<(Exchange Ours, Exchange Dovecots)>> AskBothAsync(IEnumerable<string> commands)
    {
        using var ours = await OpenOursAsync();
        using var dovecot = await OpenDovecotAsync();
        List<(Exchange, Exchange)> answers = [];
        foreach (var command in commands)
        {
            answers.Add((await ours.SayAsync(command), await dovecot.SayAsync(command)));
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _dovecot.DisposeAsync();
        await _servers.DisposeAsync();
    }
}
