using System.Text;

namespace ToxMail.Tests.Clients.Programs;

internal sealed class SNail : IMailSender, IMailFetcher
{
    public string Name => "s-nail";

    public bool SendsAsGiven => false;

    // A login in two steps.
    public IReadOnlyList<string> SubmissionHabits => [@"C: AUTH PLAIN\r\nS: 334 \r\nC: "];

    public bool Remembers => false;

    // It goes without QUIT unless something is to be deleted.
    public IReadOnlyList<string> FetchHabits => [@"C: TOP 1 0\r\n", @"\A(?:(?!QUIT).)*C: \[closes\]"];

    public Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken) => ClientProgram.RunAsync(
        account,
        "s-nail",
        [
            .. Settings(account), "-S", $"mta={Scheme(account, "smtp", "submissions")}://{Login(account)}:{account.SmtpPort}", "-S", $"from={account.Address}",
            "-s", mail.Subject, "-a", account.Write(SampleMail.AttachmentName, mail.Attachment), "-.", account.Address,
        ],
        Encoding.UTF8.GetBytes(mail.Text.ReplaceLineEndings("\n")),
        [0],
        cancellationToken);

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        var commands = $"copy * maildir://{Maildir.Of(account)}\n{(delete ? "delete *\nquit\n" : "xit\n")}";
        var mailbox = $"{Scheme(account, "pop3", "pop3s")}://{Login(account)}:{account.Pop3Port}";
        await ClientProgram.RunAsync(account, "s-nail", [.. Settings(account), "-f", mailbox], Encoding.ASCII.GetBytes(commands), [0], cancellationToken);

        // It ends every mail it saves with an empty line more.
        return [.. (await Maildir.TakeAllAsync(account, cancellationToken)).Select(mail => mail[..^2])];
    }

    private static string[] Settings(ClientAccount account) =>
    [
        "-:/", "-S", "v15-compat", "-S", $"DEAD={account.PathOf("dead.letter")}", "-S", $"MBOX={account.PathOf("mbox")}", "-S", "ttycharset=utf-8", "-S", "tls-verify=strict", "-S", "tls-ca-no-defaults", "-S", $"tls-ca-file={account.AuthorityFile}",
        "-S", "smtp-auth=plain",
        .. account.Security == ConnectionSecurity.Upgrade ? (string[])["-S", "smtp-use-starttls", "-S", "pop3-use-starttls"] : [],
    ];

    private static string Scheme(ClientAccount account, string plain, string secure) => account.Security == ConnectionSecurity.Implicit ? secure : plain;

    private static string Login(ClientAccount account) => $"{account.Username}:{account.Password}@{account.Host}";
}
