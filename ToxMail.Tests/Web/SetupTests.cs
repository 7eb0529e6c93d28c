using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using ToxMail.Core.Tls;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Tls;
using Xunit;

namespace ToxMail.Tests.Web;

/// <summary>What mail clients and their users are given.</summary>
public sealed class SetupTests(WebNode node) : IClassFixture<WebNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Paths = ["/.well-known/autoconfig/mail/config-v1.1.xml", "/mail/config-v1.1.xml"];

    [Theory]
    [InlineData("")]
    [InlineData("?emailaddress=me@tox.alt")]
    [InlineData("?emailaddress=tox.alt")]
    [InlineData("?emailaddress=7E5668E0EE09E19F320AD47902419331FFEE147BB3606769CFBE921A2A2FD34C@7C2C1E3B9A01.tox.alt")]
    public async Task Thunderbird_is_told_the_servers_without_a_login(string query)
    {
        using var stranger = node.Stranger();
        foreach (var path in Paths)
        {
            var answer = await Answer.OfAsync(stranger.GetAsync(path + query, Ct));

            Assert.Equal((HttpStatusCode.OK, "text/xml"), (answer.Status, answer.ContentType));
            var provider = XDocument.Parse(answer.Body).Root!.Element("emailProvider")!;
            var (incoming, outgoing) = (provider.Element("incomingServer")!, provider.Element("outgoingServer")!);
            Assert.Equal(("pop3", "localhost", "STARTTLS"), (incoming.Attribute("type")?.Value, incoming.Element("hostname")?.Value, incoming.Element("socketType")?.Value));
            Assert.Equal(("smtp", "me", "password-cleartext"), (outgoing.Attribute("type")?.Value, outgoing.Element("username")?.Value, outgoing.Element("authentication")?.Value));
            Assert.DoesNotContain(node.Folder, answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("someone@example.org")]
    [InlineData("example.org")]
    [InlineData("me@nottox.alt")]
    public async Task Thunderbird_is_not_sent_here_with_accounts_of_others(string address)
    {
        using var stranger = node.Stranger();

        var answer = await Answer.OfAsync(stranger.GetAsync($"/mail/config-v1.1.xml?emailaddress={address}", Ct));

        answer.AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_account_configuration_is_not_for_other_sites()
    {
        using var stranger = node.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, Paths[0]);
        request.Headers.Host = "rebound.example";

        using var answer = await stranger.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_CA_is_downloaded_in_both_forms_by_whoever_is_logged_in()
    {
        using var stranger = node.Stranger();
        using var browser = await node.BrowserAsync();
        using var api = node.Api();
        var authority = node.Services.GetRequiredService<TlsCertificates>().Status.Authority!;
        foreach (var path in (string[])["/setup/toxmail-ca.pem", "/setup/toxmail-ca.cer"])
        {
            using var refused = await stranger.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            using var given = await api.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        }

        using var pem = await browser.GetAsync("/setup/toxmail-ca.pem", Ct);
        using var der = await browser.GetAsync("/setup/toxmail-ca.cer", Ct);

        Assert.Equal(authority.Pem, await pem.Content.ReadAsStringAsync(Ct));
        Assert.Equal("application/pkix-cert", der.Content.Headers.ContentType?.MediaType);
        using var certificate = X509CertificateLoader.LoadCertificate(await der.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal($"CN={authority.Name}", certificate.Subject);
        Assert.Equal("toxmail-ca.cer", der.Content.Headers.ContentDisposition?.FileName);
    }

    [Fact]
    public async Task The_API_tells_the_same_with_the_snippets()
    {
        using var api = node.Api();

        var setup = (await Answer.OfAsync(api.GetAsync("/api/v1/setup", Ct))).Json;

        Assert.Equal("starttls", setup.GetProperty("smtp").GetProperty("encryption").GetString());
        Assert.Equal(Path.Combine(node.Folder, "tls", "ca.pem"), setup.GetProperty("certificate").GetProperty("authorityFile").GetString());
        Assert.Equal(["localhost", "127.0.0.1", "::1"], setup.GetProperty("certificate").GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["mutt", "msmtp", "mpop", "fetchmail", "getmail6"], setup.GetProperty("snippets").EnumerateArray().Select(snippet => snippet.GetProperty("client").GetString()));
        Assert.All(setup.GetProperty("snippets").EnumerateArray(), snippet => Assert.Contains("YOUR-PASSWORD", snippet.GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_profile_for_Apple_holds_the_CA_and_a_password_that_works()
    {
        using var browser = await node.BrowserAsync();
        using var unasked = await browser.PostAsync("/setup/toxmail.mobileconfig", null, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, unasked.StatusCode);
        var page = await browser.GetStringAsync("/clients", Ct);
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;

        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/setup/toxmail.mobileconfig", form, Ct);

        Assert.Equal("application/x-apple-aspen-config", answer.Content.Headers.ContentType?.MediaType);
        var file = Path.Combine(node.Folder, "toxmail.mobileconfig");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(Ct), Ct);
        const string Script = """
            import plistlib, sys
            profile = plistlib.load(open(sys.argv[1], "rb"))
            authority, mail = profile["PayloadContent"]
            assert len({part["PayloadUUID"] for part in (profile, authority, mail)}) == 3
            sys.stderr.write("\n".join([authority["PayloadType"], mail["PayloadType"], mail["EmailAccountType"], str(mail["IncomingMailServerUseSSL"]), mail["IncomingPassword"], authority["PayloadContent"].hex()]))
            """;
        var parts = (await Verifier.RunAsync("python3", "-c", Script, file)).Output.Split('\n');
        Assert.Equal(["com.apple.security.root", "com.apple.mail.managed", "EmailTypePOP", "True"], parts[..4]);
        Assert.True(await node.Store.Passwords.VerifyAsync("me", parts[4], null, Ct));
        Assert.Equal(Convert.ToHexStringLower(node.Services.GetRequiredService<TlsCertificates>().Status.Authority!.Der.Span), parts[5]);
    }

    [Fact]
    public async Task A_test_mail_lies_in_the_mailbox_at_once()
    {
        using var api = node.Api();

        using var answer = await api.PostAsync("/api/v1/inbox/test", null, Ct);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var mail = (await Answer.OfAsync(api.GetAsync("/api/v1/inbox", Ct))).Json.EnumerateArray().Single();
        Assert.Equal("Test mail from your own node", mail.GetProperty("subject").GetString());
        using var raw = await api.GetAsync($"/api/v1/inbox/{mail.GetProperty("id").GetInt64()}/raw", Ct);
        using var message = await MimeMessage.LoadAsync(await raw.Content.ReadAsStreamAsync(Ct), Ct);
        Assert.Equal(message.To.Mailboxes.Single().Address, message.From.Mailboxes.Single().Address);
        Assert.Contains("fetching works", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_ports_are_preferred_where_they_are_open()
    {
        await using var other = new WebNode($"--ToxMail:Smtp:TlsPort={PortPool.Take()}", $"--ToxMail:Pop3:TlsPort={PortPool.Take()}");
        await other.InitializeAsync();
        using var api = other.Api();

        var setup = (await Answer.OfAsync(api.GetAsync("/api/v1/setup", Ct))).Json;

        Assert.All((string[])["smtp", "pop3"], server => Assert.Equal("tls", setup.GetProperty(server).GetProperty("encryption").GetString()));
        Assert.Contains(setup.GetProperty("snippets").EnumerateArray(), snippet => snippet.GetProperty("text").GetString()!.Contains("SimplePOP3SSLRetriever", StringComparison.Ordinal));
    }
}
