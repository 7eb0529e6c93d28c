namespace ToxMail.Web.Clients;

/// <summary>mpop.</summary>
internal static class MpopSnippet
{
    public static Snippet Of(MailAccount account, MailServer pop3) => new(
        "mpop",
        "~/.mpoprc",
        Snippets.Lines([
            "account toxmail",
            $"host {pop3.Host}",
            $"port {pop3.Port}",
            "auth plain",
            $"user {account.Username}",
            $"password {MsmtpSnippet.Quote(account.Password)}",
            .. MsmtpSnippet.Tls(account, pop3),
            "delivery maildir ~/Mail/toxmail",
            "keep on",
            "account default : toxmail",
        ]),
        "Once: mkdir -p ~/Mail/toxmail/cur ~/Mail/toxmail/new ~/Mail/toxmail/tmp. The file has to be readable for you alone: chmod 600 ~/.mpoprc");
}
