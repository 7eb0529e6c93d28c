using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ToxMail.Core.Disk;

namespace ToxMail.Core.Tls;

/// <summary>
/// The files of <c>tls/</c>. A key and its certificate lie in one file, so that a crash cannot leave the one without the other:
/// <c>ca.key</c> and <c>server.pem</c> are secret, <c>ca.pem</c> is the copy without a key that mail clients are given.
/// </summary>
internal sealed class TlsFolder(string folder)
{
    internal string AuthorityKey => Path.Combine(folder, "ca.key");

    internal string Authority => Path.Combine(folder, "ca.pem");

    internal string Server => Path.Combine(folder, "server.pem");

    /// <summary>The CA, made only in a folder that never had one: clients trust the one they were given, and a new one locks them all out.</summary>
    /// <exception cref="InvalidDataException">There was one and it cannot be used.</exception>
    internal CertificateAuthority ReadOrCreateAuthority(ServerNames names, DateTimeOffset now)
    {
        if (!File.Exists(AuthorityKey))
        {
            return Create(names, now);
        }

        var authority = new CertificateAuthority(ReadPair(AuthorityKey, AuthorityKey, IsAuthority));
        PublishCopy(authority);
        return authority;
    }

    /// <summary>Makes a new CA in the place of whatever there is; every client has to be told.</summary>
    internal CertificateAuthority ReplaceAuthority(ServerNames names, DateTimeOffset now)
    {
        var authority = CertificateAuthority.Create(names, now);
        WritePair(AuthorityKey, authority.Certificate);
        PublishCopy(authority);
        return authority;
    }

    /// <summary>The server's certificate with its key; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    internal X509Certificate2? ReadServer() => File.Exists(Server) ? ReadPair(Server, Server, certificate => !IsAuthority(certificate)) : null;

    internal void WriteServer(X509Certificate2 certificate) => WritePair(Server, certificate);

    /// <summary>Puts a file that this program did not make out of the way.</summary>
    internal string SetServerAside()
    {
        var aside = Server + ".replaced";
        File.Move(Server, aside, overwrite: true);
        return aside;
    }

    /// <summary>Reads a certificate and its key from PEM files, which may be one.</summary>
    /// <exception cref="InvalidDataException">They are no such pair.</exception>
    internal static X509Certificate2 ReadPair(string certificate, string key, Func<X509Certificate2, bool> isExpected)
    {
        try
        {
            var pair = X509Certificate2.CreateFromPem(File.ReadAllText(certificate), File.ReadAllText(key));
            return isExpected(pair) ? Usable(pair) : throw new CryptographicException("It is a certificate of another kind.");
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{certificate} cannot be used as a certificate with its key: {fault.Message}", fault);
        }
    }

    private CertificateAuthority Create(ServerNames names, DateTimeOffset now) =>
        File.Exists(Authority) || File.Exists(Server)
            ? throw new InvalidDataException($"{AuthorityKey} is missing, though there was one.")
            : ReplaceAuthority(names, now);

    /// <summary>The truth is in <c>ca.key</c>.</summary>
    private void PublishCopy(CertificateAuthority authority)
    {
        var pem = Encoding.ASCII.GetBytes(authority.Certificate.ExportCertificatePem() + "\n");
        if (!File.Exists(Authority) || !File.ReadAllBytes(Authority).AsSpan().SequenceEqual(pem))
        {
            DurableFile.Write(Authority, pem);
        }
    }

    private static void WritePair(string path, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("A certificate of ours has an ECDSA key.");
        DurableFile.Write(path, Encoding.ASCII.GetBytes($"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n"));
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);

    /// <summary>Schannel takes no key that exists only in memory.</summary>
    internal static X509Certificate2 Usable(X509Certificate2 pair)
    {
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
        }
    }
}
