using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Tls;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Tls;

public sealed class CertificateRenewalTests : IDisposable
{
    private readonly CertificateDesk _desk = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Running_servers_show_a_renewed_certificate_of_the_same_CA_to_the_next_client()
    {
        using var certificates = _desk.Prepare();
        using var renewal = new CertificateRenewal(certificates, _desk.Time);
        await renewal.StartAsync(Ct);
        await using var servers = await MailServers.StartAsync(tls: certificates.Offer);
        var authority = certificates.Status.Authority!;
        using var first = await ShownAsync(servers.SmtpsPort);

        _desk.Time.Advance(TimeSpan.FromDays(650));
        using var same = await ShownAsync(servers.SmtpsPort);
        _desk.Time.Advance(TimeSpan.FromDays(60));
        await UntilAsync(() => certificates.Status.ValidUntil > first.NotAfter);
        using var renewed = await ShownAsync(servers.SmtpsPort);

        Assert.Equal(first, same);
        Assert.NotEqual(first, renewed);
        Assert.True(renewed.NotAfter - first.NotAfter > TimeSpan.FromDays(600));
        Assert.Equal(authority.Fingerprint, certificates.Status.Authority?.Fingerprint);
        Assert.Equal(first.Issuer, renewed.Issuer);
        Assert.Null(certificates.Status.Fault);
        using var stored = X509CertificateLoader.LoadCertificateFromFile(_desk.Server);
        Assert.Equal(renewed, stored);
        await renewal.StopAsync(Ct);
    }

    [Fact]
    public void The_last_certificate_ends_with_its_CA_and_is_not_renewed_over_and_over()
    {
        _desk.Start().Dispose();
        _desk.Time.Advance(TimeSpan.FromDays(365 * 20 - 90));
        using var certificates = _desk.Start();
        var last = CertificateDesk.Shown(certificates);
        Assert.Equal(new DateTimeOffset(2046, 3, 1, 12, 0, 0, TimeSpan.Zero), certificates.Status.ValidUntil);

        _desk.Time.Advance(TimeSpan.FromDays(60));
        certificates.Refresh();

        Assert.Equal(last, CertificateDesk.Shown(certificates));
        Assert.Null(certificates.Status.Fault);
    }

    [Fact]
    public void A_renewal_that_cannot_be_written_leaves_the_old_certificate_and_is_tried_again()
    {
        using var certificates = _desk.Start();
        var old = CertificateDesk.Shown(certificates);
        File.Delete(_desk.Server);
        Directory.CreateDirectory(_desk.Server);
        _desk.Time.Advance(TimeSpan.FromDays(710));

        certificates.Refresh();
        Assert.Equal(old, CertificateDesk.Shown(certificates));
        Assert.Contains("could not be read or renewed", certificates.Status.Fault, StringComparison.Ordinal);

        Directory.Delete(_desk.Server);
        certificates.Refresh();
        Assert.NotEqual(old, CertificateDesk.Shown(certificates));
        Assert.Null(certificates.Status.Fault);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        // The renewal runs in a thread of its own: its timer may still have to be set when the clock is moved.
        while (!condition())
        {
            _desk.Time.Advance(CertificateRenewal.Interval);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
    }

    private static async Task<X509Certificate2> ShownAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Ct);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync("localhost");
        return new X509Certificate2(tls.RemoteCertificate!);
    }
}
