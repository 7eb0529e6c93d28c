using System.Text;

namespace ToxMail.Tests.Clients.Programs;

internal sealed class Curl : IMailSender, IMailFetcher
{
    public string Name => "curl";

    public bool SendsAsGiven => true;

    // A login in two steps.
    public IReadOnlyList<string> SubmissionHabits => [@"C: AUTH PLAIN\r\nS: 334 \r\nC: ", @"> SIZE=\d+\r\n"];

    public bool Remembers => true;

    // A login in two steps, and a session for every mail.
    public IReadOnlyList<string> FetchHabits => [@"C: AUTH PLAIN\r\nS: \+ \r\nC: ", @"C: RETR 1\r\n.*C: QUIT\r\n.*C: RETR 2\r\n"];

    public Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken) => RunAsync(
        account,
        [
            "--url", $"{Scheme(account, "smtp")}://{account.Host}:{account.SmtpPort}/localhost",
            "--mail-from", account.Address, "--mail-rcpt", account.Address, "--upload-file", account.Write("mail", mail.Bytes),
        ],
        cancellationToken);

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        var listing = Encoding.ASCII.GetString(await RunAsync(account, [Url(account, ""), "--request", "UIDL"], cancellationToken));
        var fetched = account.PathOf("uids");
        HashSet<string> known = [.. File.Exists(fetched) ? await File.ReadAllLinesAsync(fetched, cancellationToken) : []];
        List<byte[]> mails = [];
        foreach (var line in listing.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var (number, uid) = (line.Split(' ')[0], line.Split(' ')[1]);
            if (known.Add(uid))
            {
                mails.Add(await RunAsync(account, [Url(account, number)], cancellationToken));
            }
        }

        await File.WriteAllLinesAsync(fetched, known, cancellationToken);
        if (delete)
        {
            await DeleteAsync(account, listing.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length, cancellationToken);
        }

        return mails;
    }

    // Every run is a session of its own, after which the numbers begin at 1 again.
    private static async Task DeleteAsync(ClientAccount account, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await RunAsync(account, [Url(account, "1"), "--request", "DELE", "--head"], cancellationToken);
        }
    }

    private static Task<byte[]> RunAsync(ClientAccount account, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => ClientProgram.RunAsync(
        account, "curl", ["--silent", "--show-error", "--user", $"{account.Username}:{account.Password}", .. Tls(account), .. arguments], cancellationToken);

    private static string[] Tls(ClientAccount account) => account.Security switch
    {
        ConnectionSecurity.Plain => [],
        ConnectionSecurity.Upgrade => ["--ssl-reqd", "--cacert", account.AuthorityFile],
        _ => ["--cacert", account.AuthorityFile],
    };

    private static string Url(ClientAccount account, string message) => $"{Scheme(account, "pop3")}://{account.Host}:{account.Pop3Port}/{message}";

    private static string Scheme(ClientAccount account, string name) => account.Security == ConnectionSecurity.Implicit ? name + "s" : name;
}
