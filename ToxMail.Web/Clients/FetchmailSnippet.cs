namespace ToxMail.Web.Clients;

/// <summary>fetchmail, which hands each mail to a program: here three shell commands that put it into a maildir.</summary>
internal static class FetchmailSnippet
{
    private const string Deliver = "f=$(mktemp $HOME/Mail/toxmail/tmp/XXXXXXXXXX) && cat > $f && mv $f $HOME/Mail/toxmail/new/";

    public static Snippet Of(MailAccount account, MailServer pop3) => new(
        "fetchmail",
        "~/.fetchmailrc",
        Snippets.Lines([
            $"poll {pop3.Host} protocol POP3 service {pop3.Port} uidl",
            $"  user {Quote(account.Username)} password {Quote(account.Password)}",
            "  keep",
            .. Tls(account, pop3),
            $"  mda {Quote(Deliver)}",
        ]),
        "Once: mkdir -p ~/Mail/toxmail/cur ~/Mail/toxmail/new ~/Mail/toxmail/tmp. The file has to be readable for you alone: chmod 600 ~/.fetchmailrc");

    /// <summary>With <c>sslcertck</c> STLS is no longer opportunistic.</summary>
    private static string?[] Tls(MailAccount account, MailServer pop3) => pop3.Encryption == Encryption.None
        ? ["  sslproto \"\""]
        :
        [
            pop3.Encryption == Encryption.Implicit ? "  ssl" : null,
            "  sslproto \"TLS1.2+\"",
            "  sslcertck",
            account.AuthorityFile is null ? null : $"  sslcertfile {Quote(account.AuthorityFile)}",
        ];

    private static string Quote(string text) => Snippets.Quote(text, "\\\"");
}
