using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>An authority and a server's certificate of it, in files, for <c>dns.example.test</c> and 127.0.0.1.</summary>
internal sealed class ServerCertificate : IDisposable
{
    public const string Name = "dns.example.test";

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-dns-tls-").FullName;

    public ServerCertificate()
    {
        var end = TimeProvider.System.GetUtcNow().AddDays(1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Authority of the test", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(end.AddDays(-2), end);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = RequestFor(key).Create(authority, end.AddDays(-2), end, [1, 2, 3]);
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    public string CertificateFile => Path.Combine(_folder, "server.pem");

    public string KeyFile => Path.Combine(_folder, "server.key");

    /// <summary>The authority, as the user names it in the settings.</summary>
    public X509Certificate2Collection Authorities
    {
        get
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(AuthorityFile);
            return authorities;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CertificateRequest RequestFor(ECDsa key)
    {
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
