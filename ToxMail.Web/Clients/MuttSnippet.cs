namespace ToxMail.Web.Clients;

/// <summary>mutt and NeoMutt, linked with GnuTLS as in Debian.</summary>
internal static class MuttSnippet
{
    public static Snippet Of(MailAccount account, MailServer smtp, MailServer pop3) => new(
        "mutt",
        "~/.muttrc",
        Snippets.Lines([
            $"set from = {Quote(account.Address)}",
            "set use_from = yes",
            $"set smtp_url = {Quote(Url("smtp", account, smtp))}",
            $"set smtp_pass = {Quote(account.Password)}",
            "set smtp_authenticators = \"plain\"",
            $"set pop_host = {Quote(Url("pop", account, pop3))}",
            $"set pop_pass = {Quote(account.Password)}",
            "set pop_delete = no",
            smtp.Encryption == Encryption.None ? "set ssl_starttls = no" : "set ssl_starttls = yes",
            smtp.Encryption == Encryption.None ? null : "set ssl_force_tls = yes",
            smtp.Encryption == Encryption.None || account.AuthorityFile is null ? null : $"set ssl_ca_certificates_file = {Quote(account.AuthorityFile)}",
        ]),
        "In mutt, G fetches new mail from POP3. A mutt built with OpenSSL has certificate_file in the place of ssl_ca_certificates_file.");

    private static string Url(string scheme, MailAccount account, MailServer server) =>
        $"{scheme}{(server.Encryption == Encryption.Implicit ? "s" : "")}://{account.Username}@{Host(server.Host)}:{server.Port}/";

    private static string Host(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    /// <summary>Between double quotes mutt still expands variables and runs what stands between backticks.</summary>
    private static string Quote(string text) => Snippets.Quote(text, "\\\"$`");
}
