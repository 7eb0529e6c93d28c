using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Tls;

namespace ToxMail.Tests.Tls;

/// <summary>A folder for certificates, and the node's part that looks after it, with a clock that can be set.</summary>
internal sealed class CertificateDesk : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("toxmail-tls-").FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public string AuthorityKey => Path.Combine(Folder, "ca.key");

    public string Authority => Path.Combine(Folder, "ca.pem");

    public string Server => Path.Combine(Folder, "server.pem");

    /// <summary>A start of the node, up to where its servers open.</summary>
    public TlsCertificates Start(TlsOptions? options = null, params string[] names)
    {
        var certificates = Prepare(options, names);
        certificates.Refresh();
        return certificates;
    }

    public TlsCertificates Prepare(TlsOptions? options = null, params string[] names) =>
        new(options ?? new TlsOptions(), Folder, ServerNames.Loopback.With(names), Time, NullLogger<TlsCertificates>.Instance);

    /// <summary>The certificate that a client would be shown now; null when there is no TLS.</summary>
    public static X509Certificate2? Shown(TlsCertificates certificates) => certificates.Offer.Options()?.ServerCertificateContext?.TargetCertificate;

    /// <summary>A certificate that this program did not make, with its key, in PEM.</summary>
    public static string Foreign(string name, DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(end.AddYears(-1), end);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
