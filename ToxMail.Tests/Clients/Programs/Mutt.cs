namespace ToxMail.Tests.Clients.Programs;

/// <summary>mutt on a terminal, which is tmux.</summary>
internal sealed class Mutt : IMailSender, IMailFetcher
{
    public string Name => "mutt";

    public bool SendsAsGiven => false;

    // It names the user twice, as who acts and as whose password this is (RFC 4616).
    public IReadOnlyList<string> SubmissionHabits => [@"C: AUTH PLAIN bWUAbWUA"];

    public bool Remembers => true;

    public IReadOnlyList<string> FetchHabits => [@"C: bWUAbWUA", @"C: LIST 1\r\n.*C: TOP 1 0\r\n.*C: RETR 1\r\n"];

    public async Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken)
    {
        var settings = account.Write("muttrc", Configuration(account));
        var text = account.Write("text", mail.Text.ReplaceLineEndings("\n"));
        var attachment = account.Write(SampleMail.AttachmentName, mail.Attachment);
        string[] command = ["mutt", "-F", settings, "-s", mail.Subject, "-i", text, "-a", attachment, "--", account.Address];
        await using var terminal = await Terminal.StartAsync(account, command, cancellationToken);
        await terminal.AnswerAsync("To: ", "Enter", cancellationToken);
        await terminal.AnswerAsync("Subject: ", "Enter", cancellationToken);
        await terminal.AnswerAsync("-- Attachments", "y", cancellationToken);
        await terminal.WaitForEndAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        var save = $"<tag-pattern>~U<enter><tag-prefix-cond><copy-message><kill-line>{Maildir.Of(account)}<enter><end-cond>";
        var remove = delete ? "<delete-pattern>~A<enter>" : "";
        var settings = account.Write("muttrc", $"{Configuration(account)}push {save}{remove}<quit>\n");
        string[] command = ["mutt", "-F", settings, "-f", $"{Scheme(account, "pop")}://{account.Username}@{account.Host}:{account.Pop3Port}/"];
        await using var terminal = await Terminal.StartAsync(account, command, cancellationToken);
        await terminal.WaitForEndAsync(cancellationToken);
        return await Maildir.TakeAllAsync(account, cancellationToken);
    }

    private static string Configuration(ClientAccount account) => $"""
        set from="{account.Address}" use_from=yes realname=Alice envelope_from=yes
        set smtp_url="{Scheme(account, "smtp")}://{account.Username}@{account.Host}:{account.SmtpPort}/" smtp_pass="{account.Password}"
        set pop_pass="{account.Password}" pop_checkinterval=0
        set ssl_force_tls={(account.Security == ConnectionSecurity.Plain ? "no" : "yes")} ssl_starttls={(account.Security == ConnectionSecurity.Upgrade ? "yes" : "no")}
        set ssl_ca_certificates_file="{account.AuthorityFile}"
        set mbox_type=Maildir spoolfile="{Maildir.Of(account)}" folder="{account.Home}" header_cache="{account.PathOf("headers")}" message_cachedir="{account.PathOf("messages")}"
        set copy=no editor=true confirmcreate=no confirmappend=no delete=yes quit=yes wait_key=no sleep_time=0 mail_check=0 charset=utf-8 send_charset=utf-8

        """;

    private static string Scheme(ClientAccount account, string name) => account.Security == ConnectionSecurity.Implicit ? name + "s" : name;
}
