using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Tls;

/// <summary>The CA as mail clients are given it, without its key.</summary>
public sealed class AuthorityCertificate
{
    internal AuthorityCertificate(X509Certificate2 certificate)
    {
        Der = certificate.RawData;
        Pem = certificate.ExportCertificatePem() + "\n";
        Name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        ValidUntil = certificate.NotAfter;
        Fingerprint = BitConverter.ToString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Replace('-', ':');
    }

    /// <summary>As certificate managers list it.</summary>
    public string Name { get; }

    public string Pem { get; }

    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>SHA-256 over the DER form: pairs of hexadecimal digits with colons, as mail clients show it.</summary>
    public string Fingerprint { get; }

    public DateTimeOffset ValidUntil { get; }

    /// <summary>Where mail clients on this machine find it.</summary>
    public static string FileIn(string folder) => new TlsFolder(folder).Authority;

    /// <summary>What the folder holds; null when it holds none, without a look at whether one is missing.</summary>
    /// <exception cref="InvalidDataException">The file is no certificate.</exception>
    public static AuthorityCertificate? Find(string folder)
    {
        var file = FileIn(folder);
        try
        {
            return File.Exists(file) ? Of(X509CertificateLoader.LoadCertificateFromFile(file)) : null;
        }
        catch (CryptographicException fault)
        {
            throw new InvalidDataException($"{file} is no certificate: {fault.Message} The next start writes it again.", fault);
        }
    }

    /// <summary>As a start of the node would; the folder must be held.</summary>
    /// <exception cref="InvalidDataException">There was one and it cannot be used.</exception>
    public static AuthorityCertificate FindOrCreate(string folder, ServerNames names, TimeProvider time)
    {
        using var authority = new TlsFolder(folder).ReadOrCreateAuthority(names, time.GetUtcNow());
        return new AuthorityCertificate(authority.Certificate);
    }

    /// <summary>Makes a new CA in the place of the old one, which the next start gives its servers' certificate; the folder must be held.</summary>
    public static AuthorityCertificate Replace(string folder, ServerNames names, TimeProvider time)
    {
        var files = new TlsFolder(folder);
        using var authority = files.ReplaceAuthority(names, time.GetUtcNow());
        File.Delete(files.Server);
        return new AuthorityCertificate(authority.Certificate);
    }

    private static AuthorityCertificate Of(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return new AuthorityCertificate(certificate);
        }
    }
}
