using System.Security.Cryptography;
using ToxMail.Core.Tls;
using Xunit;

namespace ToxMail.Tests.Tls;

/// <summary>What becomes of the files in <c>tls/</c> over starts, years and accidents.</summary>
public sealed class TlsCertificatesTests : IDisposable
{
    private readonly CertificateDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void The_first_start_makes_a_CA_and_a_certificate_for_this_machine()
    {
        using var certificates = _desk.Start();

        Assert.Null(certificates.Status.Fault);
        Assert.Equal(["localhost", "127.0.0.1", "::1"], certificates.Status.Names);
        Assert.Equal(["ca.key", "ca.pem", "server.pem"], Directory.GetFiles(_desk.Folder).Select(Path.GetFileName).Order());
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(_desk.Authority), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_desk.Authority), certificates.Status.Authority?.Pem);
        Assert.All(Directory.GetFiles(_desk.Folder), path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_DER_form()
    {
        using var certificates = _desk.Start();
        var authority = certificates.Status.Authority!;

        Assert.Equal(Convert.ToHexString(SHA256.HashData(authority.Der.Span)), authority.Fingerprint.Replace(":", "", StringComparison.Ordinal));
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", authority.Fingerprint);
    }

    [Fact]
    public void A_later_start_shows_the_same_certificate()
    {
        using var first = _desk.Start();
        _desk.Time.Advance(TimeSpan.FromDays(300));
        using var second = _desk.Start();

        Assert.Equal(CertificateDesk.Shown(first), CertificateDesk.Shown(second));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("half")]
    [InlineData("another key")]
    [InlineData("no CA")]
    public void A_broken_CA_is_named_and_never_replaced(string content)
    {
        _desk.Start().Dispose();
        var broken = Broken(content);
        File.WriteAllText(_desk.AuthorityKey, broken);
        var publicCopy = File.ReadAllBytes(_desk.Authority);

        using var certificates = _desk.Start();

        Assert.Contains(_desk.AuthorityKey, certificates.Status.Fault, StringComparison.Ordinal);
        Assert.Contains("toxmail certificate replace", certificates.Status.Fault, StringComparison.Ordinal);
        Assert.Equal(broken, File.ReadAllText(_desk.AuthorityKey));
        Assert.Equal(publicCopy, File.ReadAllBytes(_desk.Authority));
        Assert.NotNull(CertificateDesk.Shown(certificates));
    }

    [Fact]
    public void Without_CA_and_certificate_there_is_no_TLS_until_they_are_back()
    {
        _desk.Start().Dispose();
        var saved = File.ReadAllBytes(_desk.AuthorityKey);
        File.WriteAllText(_desk.AuthorityKey, "");
        File.Delete(_desk.Server);
        using var certificates = _desk.Start();
        Assert.Null(CertificateDesk.Shown(certificates));
        Assert.Equal(certificates.Status.Fault, certificates.Offer.Fault());

        File.WriteAllBytes(_desk.AuthorityKey, saved);
        certificates.Refresh();

        Assert.Null(certificates.Status.Fault);
        Assert.NotNull(CertificateDesk.Shown(certificates));
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("server.pem")]
    public void A_lost_CA_is_not_a_first_start(string left)
    {
        _desk.Start().Dispose();
        foreach (var path in Directory.GetFiles(_desk.Folder).Where(path => Path.GetFileName(path) != left))
        {
            File.Delete(path);
        }

        using var certificates = _desk.Start();

        Assert.Contains("ca.key is missing", certificates.Status.Fault, StringComparison.Ordinal);
        Assert.Equal([left], Directory.GetFiles(_desk.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_lost_copy_of_the_CA_is_written_again()
    {
        _desk.Start().Dispose();
        var copy = File.ReadAllText(_desk.Authority);
        File.Delete(_desk.Authority);

        _desk.Start().Dispose();

        Assert.Equal(copy, File.ReadAllText(_desk.Authority));
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData("foreign")]
    public void A_certificate_that_cannot_serve_is_set_aside_for_a_new_one_of_the_same_CA(string kind)
    {
        _desk.Start().Dispose();
        var authority = File.ReadAllText(_desk.Authority);
        var content = kind == "foreign" ? CertificateDesk.Foreign("localhost", _desk.Time.GetUtcNow().AddDays(30)) : kind;
        File.WriteAllText(_desk.Server, content);

        using var certificates = _desk.Start();

        Assert.Null(certificates.Status.Fault);
        Assert.Equal(authority, certificates.Status.Authority?.Pem);
        Assert.Equal(content, File.ReadAllText(_desk.Server + ".replaced"));
        Assert.Equal(CertificateDesk.Shown(certificates)?.Issuer, $"CN={certificates.Status.Authority?.Name}");
    }

    [Fact]
    public void A_clock_set_back_makes_a_certificate_that_is_valid_already()
    {
        _desk.Time.AdjustTime(_desk.Time.GetUtcNow().AddYears(5));
        _desk.Start().Dispose();
        _desk.Time.AdjustTime(_desk.Time.GetUtcNow().AddYears(-5));

        using var certificates = _desk.Start();

        Assert.Null(certificates.Status.Fault);
        Assert.True(CertificateDesk.Shown(certificates)?.NotBefore < _desk.Time.GetUtcNow());
    }

    [Fact]
    public void A_CA_may_certify_what_was_set_when_it_was_made_and_says_so_of_the_rest()
    {
        _desk.Start(null, "192.168.7.1", "mail.home.arpa").Dispose();

        using var certificates = _desk.Start(null, "192.168.7.1", "192.168.7.2", "mail.example.org");

        Assert.Equal(["localhost", "127.0.0.1", "::1", "192.168.7.1"], certificates.Status.Names);
        Assert.Contains("may not certify mail.example.org, 192.168.7.2", certificates.Status.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CA_that_has_ended_is_named_and_stays()
    {
        _desk.Start().Dispose();
        var before = File.ReadAllText(_desk.AuthorityKey);
        _desk.Time.Advance(TimeSpan.FromDays(366 * 20));

        using var certificates = _desk.Start();

        Assert.Contains("The CA ended on 2046-03-01", certificates.Status.Fault, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_desk.AuthorityKey));
    }

    [Fact]
    public void A_certificate_of_the_users_own_is_shown_and_read_again_when_its_file_changes()
    {
        var file = Path.Combine(_desk.Folder, "own.pem");
        File.WriteAllText(file, CertificateDesk.Foreign("mail.example.org", _desk.Time.GetUtcNow().AddDays(60)));
        using var certificates = _desk.Start(new TlsOptions { Certificate = file });
        var first = CertificateDesk.Shown(certificates);
        Assert.Equal(["mail.example.org"], certificates.Status.Names);
        Assert.Null(certificates.Status.Authority);

        File.WriteAllText(file, "half of a");
        certificates.Refresh();
        Assert.Equal(first, CertificateDesk.Shown(certificates));
        Assert.Contains(file, certificates.Status.Fault, StringComparison.Ordinal);

        File.WriteAllText(file, CertificateDesk.Foreign("mail.example.net", _desk.Time.GetUtcNow().AddDays(120)));
        certificates.Refresh();
        Assert.Equal(["mail.example.net"], certificates.Status.Names);
        Assert.Null(certificates.Status.Fault);
        Assert.Equal(["own.pem"], Directory.GetFiles(_desk.Folder).Select(Path.GetFileName));
    }

    private string Broken(string kind)
    {
        var whole = File.ReadAllText(_desk.AuthorityKey);
        return kind switch
        {
            "half" => whole[..(whole.Length / 2)],
            "another key" => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem() + "\n" + File.ReadAllText(_desk.Authority),
            "no CA" => File.ReadAllText(_desk.Server),
            _ => kind,
        };
    }
}
