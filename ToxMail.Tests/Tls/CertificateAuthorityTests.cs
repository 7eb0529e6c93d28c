using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Tls;
using Xunit;

namespace ToxMail.Tests.Tls;

/// <summary>What the TLS libraries of mail clients say of our certificates: OpenSSL, GnuTLS, NSS and .NET's own.</summary>
public sealed class CertificateAuthorityTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-ca-").FullName;
    private readonly CertificateAuthority _authority = CertificateAuthority.Create(ServerNames.Loopback, Now);

    private string AuthorityFile => Path.Combine(_folder, "ca.pem");

    private string LeafFile => Path.Combine(_folder, "leaf.pem");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.10", true)]
    [InlineData("::1", true)]
    [InlineData("bank.example", false)]
    [InlineData("localhost.bank.example", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("2001:db8::1", false)]
    public async Task Every_library_takes_the_CA_for_this_machine_and_for_nothing_else(string name, bool trusted)
    {
        Write(new ServerNames([name]));

        Assert.Equal((trusted, trusted, trusted, trusted), (await OpenSslAsync(), await GnuTlsAsync(), await NssAsync(), DotNet()));
    }

    [Fact] // support.apple.com/103769
    public void The_certificate_is_as_Apple_demands()
    {
        using var leaf = _authority.Issue(ServerNames.Loopback, Now);

        Assert.True(leaf.NotAfter - leaf.NotBefore <= TimeSpan.FromDays(825));
        Assert.Equal(["localhost", "127.0.0.1", "::1"], ServerNames.Of(leaf).All);
        Assert.Contains(leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>(), usage => usage.EnhancedKeyUsages["1.3.6.1.5.5.7.3.1"] is not null);
        Assert.Equal(256, leaf.GetECDsaPublicKey()?.KeySize);
    }

    [Fact]
    public void The_CA_lasts_twenty_years_and_signs_nothing_but_servers()
    {
        var authority = _authority.Certificate;

        Assert.Equal(Now.AddYears(20).Year, authority.NotAfter.Year);
        Assert.Equal("1.3.6.1.5.5.7.3.1", authority.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value);
        Assert.Equal((true, 0), authority.Extensions.OfType<X509BasicConstraintsExtension>().Select(basic => (basic.CertificateAuthority, basic.PathLengthConstraint)).Single());
    }

    private void Write(ServerNames names)
    {
        using var leaf = _authority.Issue(names, Now);
        File.WriteAllText(LeafFile, leaf.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(_folder, "leaf.der"), leaf.RawData);
        File.WriteAllText(AuthorityFile, _authority.Certificate.ExportCertificatePem());
    }

    private async Task<bool> OpenSslAsync() =>
        (await Verifier.RunAsync("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", AuthorityFile, LeafFile)).Code == 0;

    private async Task<bool> GnuTlsAsync() =>
        (await Verifier.RunAsync("certtool", "--verify", "--load-ca-certificate", AuthorityFile, "--infile", LeafFile)).Code == 0;

    /// <summary>Usage 1 is that of a TLS server; <c>-pp</c> takes the library that Thunderbird's own checks grew out of.</summary>
    private async Task<bool> NssAsync()
    {
        var database = Directory.CreateDirectory(Path.Combine(_folder, "nss")).FullName;
        Assert.Equal(0, (await Verifier.RunAsync("certutil", "-N", "-d", database, "--empty-password")).Code);
        Assert.Equal(0, (await Verifier.RunAsync("certutil", "-A", "-d", database, "-n", "ca", "-t", "C,,", "-a", "-i", AuthorityFile)).Code);
        return (await Verifier.RunAsync("vfychain", "-d", database, "-pp", "-u", "1", Path.Combine(_folder, "leaf.der"))).Code == 0;
    }

    private bool DotNet()
    {
        using var leaf = X509CertificateLoader.LoadCertificateFromFile(LeafFile);
        return _authority.Vouches(leaf, Now);
    }
}
