namespace ToxMail.Web.Clients;

/// <summary>getmail6, which knows TLS from the first byte but no STLS.</summary>
internal static class GetmailSnippet
{
    public static Snippet Of(MailAccount account, MailServer pop3) => new(
        "getmail6",
        "~/.config/getmail/getmailrc",
        Snippets.Lines([
            "[retriever]",
            pop3.Encryption == Encryption.None ? "type = SimplePOP3Retriever" : "type = SimplePOP3SSLRetriever",
            $"server = {pop3.Host}",
            $"port = {pop3.Port}",
            $"username = {account.Username}",
            $"password = {account.Password}",
            pop3.Encryption == Encryption.None || account.AuthorityFile is null ? null : $"ca_certs = {account.AuthorityFile}",
            pop3.Encryption == Encryption.None ? null : $"ssl_cert_hostname = {pop3.Host}",
            "",
            "[destination]",
            "type = Maildir",
            "path = ~/Mail/toxmail/",
            "",
            "[options]",
            "delete = false",
            "read_all = false",
        ]),
        "Once: mkdir -p ~/Mail/toxmail/cur ~/Mail/toxmail/new ~/Mail/toxmail/tmp."
            + (pop3.Encryption == Encryption.None ? " getmail6 knows no STLS: for TLS, set ToxMail:Pop3:TlsPort." : ""));
}
