namespace ToxMail.Web.Clients;

/// <summary>msmtp.</summary>
internal static class MsmtpSnippet
{
    public static Snippet Of(MailAccount account, MailServer smtp) => new(
        "msmtp",
        "~/.msmtprc",
        Snippets.Lines([
            "account toxmail",
            $"host {smtp.Host}",
            $"port {smtp.Port}",
            $"from {account.Address}",
            "auth plain",
            $"user {account.Username}",
            $"password {Quote(account.Password)}",
            .. Tls(account, smtp),
            "account default : toxmail",
        ]),
        "The file has to be readable for you alone: chmod 600 ~/.msmtprc");

    /// <summary>The same in mpop, from the same author.</summary>
    internal static string?[] Tls(MailAccount account, MailServer server) => server.Encryption == Encryption.None
        ? ["tls off"]
        :
        [
            "tls on",
            server.Encryption == Encryption.Upgrade ? "tls_starttls on" : "tls_starttls off",
            account.AuthorityFile is null ? null : $"tls_trust_file {Quote(account.AuthorityFile)}",
        ];

    /// <summary>No escapes: a text in double quotes goes on to the last of them.</summary>
    internal static string Quote(string text) => Snippets.Quote(text, "");
}
