using ToxMail.Web.Clients;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class SnippetsTests
{
    private static readonly MailServer Server = new("localhost", 2626, Encryption.Upgrade);

    [Fact]
    public void Every_client_that_can_is_told_to_check_the_certificate()
    {
        var texts = Snippets.Of(Account(Server)).ToDictionary(snippet => snippet.Client, snippet => snippet.Text);

        Assert.Contains("set ssl_force_tls = yes\nset ssl_ca_certificates_file = \"/home/me/ca.pem\"\n", texts["mutt"], StringComparison.Ordinal);
        Assert.Contains("tls on\ntls_starttls on\ntls_trust_file \"/home/me/ca.pem\"\n", texts["msmtp"], StringComparison.Ordinal);
        Assert.Contains("tls on\ntls_starttls on\ntls_trust_file \"/home/me/ca.pem\"\n", texts["mpop"], StringComparison.Ordinal);
        Assert.Contains("  sslproto \"TLS1.2+\"\n  sslcertck\n  sslcertfile \"/home/me/ca.pem\"\n", texts["fetchmail"], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_TLS_no_client_is_told_to_use_it() =>
        Assert.All(Snippets.Of(Account(Server with { Encryption = Encryption.None })), snippet => Assert.DoesNotContain("ca.pem", snippet.Text, StringComparison.Ordinal));

    [Fact]
    public void A_path_with_special_characters_stays_one_text()
    {
        var account = Account(Server) with { AuthorityFile = "/home/$me/\"my\" `ca`.pem" };

        Assert.Contains("\"/home/\\$me/\\\"my\\\" \\`ca\\`.pem\"", MuttSnippet.Of(account, Server, Server).Text, StringComparison.Ordinal);
        Assert.Contains("\"/home/$me/\\\"my\\\" `ca`.pem\"", FetchmailSnippet.Of(account, Server).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_that_are_off_have_no_snippets() =>
        Assert.Equal(["msmtp"], Snippets.Of(Account(Server) with { Pop3 = null, Pop3WithoutUpgrade = null }).Select(snippet => snippet.Client));

    private static MailAccount Account(MailServer server) => new()
    {
        Address = "me@tox.alt",
        Username = "me",
        Smtp = server,
        Pop3 = server,
        Pop3WithoutUpgrade = server.Encryption == Encryption.Upgrade ? server with { Encryption = Encryption.None } : server,
        AuthorityFile = "/home/me/ca.pem",
    };
}
