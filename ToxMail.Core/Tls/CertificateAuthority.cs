using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Tls;

/// <summary>
/// The CA of this installation, which mail clients are told to trust once. ECDSA on P-256, because every TLS library in use takes it; the
/// limits of a certificate are those of Apple, the strictest (at most 825 days, serverAuth, names as subjectAltName).
/// </summary>
internal sealed class CertificateAuthority(X509Certificate2 certificate) : IDisposable
{
    /// <summary>How long a server's certificate lasts; renewed when <see cref="RenewBefore"/> its end.</summary>
    internal static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(820);

    /// <summary>Early enough for a machine that is switched on once a season.</summary>
    internal static readonly TimeSpan RenewBefore = TimeSpan.FromDays(120);

    private const int LifetimeYears = 20;
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";

    /// <summary>Fixed, so that a clock that is wrong at the first start does not make a CA that is only valid later.</summary>
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    /// <summary>With its private key.</summary>
    internal X509Certificate2 Certificate { get; } = certificate;

    /// <summary>Makes a new one, held to these names for good.</summary>
    internal static CertificateAuthority Create(ServerNames names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = $"CN=ToxMail CA {RandomNumberGenerator.GetHexString(8)}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        Add(request, new X509BasicConstraintsExtension(true, true, 0, critical: true));
        Add(request, new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        Add(request, new X509EnhancedKeyUsageExtension([new Oid(ServerAuth)], critical: false));
        Add(request, NameConstraints.Of(names));
        Add(request, new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var end = (now > Beginning ? now : Beginning).AddYears(LifetimeYears);
        return new CertificateAuthority(request.CreateSelfSigned(Beginning, end));
    }

    /// <summary>Makes a certificate with its key for a server.</summary>
    internal X509Certificate2 Issue(ServerNames names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        Add(request, new X509BasicConstraintsExtension(false, false, 0, critical: true));
        Add(request, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        Add(request, new X509EnhancedKeyUsageExtension([new Oid(ServerAuth)], critical: false));
        Add(request, AlternativeNames(names));
        Add(request, new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        Add(request, X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var begin = Later(now - ClockSkew, Certificate.NotBefore);
        using var issued = request.Create(Certificate, begin, EndOf(begin), Serial());
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>True when the certificate comes from this CA, is valid now, and the CA may give it its names.</summary>
    internal bool Vouches(X509Certificate2 leaf, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuth));
        return chain.Build(leaf);
    }

    /// <summary>True when it is time for a new one, as long as that would last longer.</summary>
    internal bool IsDue(X509Certificate2 leaf, DateTimeOffset now) =>
        now > leaf.NotAfter - RenewBefore && EndOf(Later(now - ClockSkew, Certificate.NotBefore)) > leaf.NotAfter;

    /// <summary>Those of the names that this CA may certify: each is tried, because the constraints of a CA can be read in no other way here.</summary>
    internal ServerNames Permitted(ServerNames names)
    {
        var when = new DateTimeOffset(Certificate.NotBefore) + ClockSkew;
        return new ServerNames(names.All.Where(name =>
        {
            using var trial = Issue(new ServerNames([name]), when);
            return Vouches(trial, when);
        }));
    }

    /// <inheritdoc />
    public void Dispose() => Certificate.Dispose();

    private DateTimeOffset EndOf(DateTimeOffset begin) => begin + LeafLifetime < Certificate.NotAfter ? begin + LeafLifetime : Certificate.NotAfter;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static X509Extension AlternativeNames(ServerNames names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var host in names.Hosts)
        {
            builder.AddDnsName(host);
        }

        foreach (var address in names.Addresses)
        {
            builder.AddIpAddress(address);
        }

        return builder.Build();
    }

    private static void Add(CertificateRequest request, X509Extension extension) => request.CertificateExtensions.Add(extension);

    /// <summary>Random, and positive (RFC 5280 4.1.2.2).</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
