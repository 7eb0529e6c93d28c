using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>A maildrop of many mails fetched to the last byte, against Dovecot with the same mails in a maildir.</summary>
internal static class MaildropDownload
{
    private const int Size = 7_000;
    private const int Connections = 8;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var count = context.Quick ? 1_000 : 10_000;
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("frank", MailCircle.Plain)], cancellationToken);
        var frank = circle.Users[0];
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => FillAsync(frank, count / Connections, cancellationToken)));
        await frank.WaitForMailsAsync(count, Timeout, cancellationToken);

        await using var dovecot = await MailPeer.StartAsync("bash", "dovecot.sh", cancellationToken);
        await CopyAsync(frank, Path.Combine(dovecot.Folder, "mail", "cur"), cancellationToken);
        var login = new PasswordView("bench", "me", "bench");

        // The first login makes Dovecot's index, which a real mailbox has.
        await FetchAsync(() => RawPop3.LoginAsync(dovecot.Port, login, cancellationToken), 1, cancellationToken);
        var ours = await FetchAsync(() => frank.OpenPop3Async(cancellationToken), count, cancellationToken);
        var theirs = await FetchAsync(() => RawPop3.LoginAsync(dovecot.Port, login, cancellationToken), count, cancellationToken);
        Report.Compare($"POP3, {count} mails of 7 kB, against Dovecot", ours, theirs, "/s", ">= 1");
    }

    private static async Task FillAsync(MailUser user, int count, CancellationToken cancellationToken)
    {
        await using var smtp = await user.OpenSmtpAsync(cancellationToken);
        for (var i = 0; i < count; i++)
        {
            using var mail = new MemoryStream(TestMail.Create(user, user, Size).Bytes);
            await smtp.SubmitAsync(user.Address, ["me@tox.alt"], mail, cancellationToken);
        }
    }

    private static async Task CopyAsync(MailUser user, string folder, CancellationToken cancellationToken)
    {
        await using var pop3 = await user.OpenPop3Async(cancellationToken);
        foreach (var (number, _) in await pop3.UidsAsync(cancellationToken))
        {
            await using var file = File.Create(Path.Combine(folder, $"1700000000.{number}.bench:2,"));
            await pop3.RetrieveAsync(number, file, cancellationToken);
        }
    }

    /// <summary>Mails in a second, from the login on.</summary>
    private static async Task<double> FetchAsync(Func<Task<RawPop3>> open, int count, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var pop3 = await open();
        for (var number = 1; number <= count; number++)
        {
            await pop3.RetrieveAsync(number, Stream.Null, cancellationToken);
        }

        return count / clock.Elapsed.TotalSeconds;
    }
}
