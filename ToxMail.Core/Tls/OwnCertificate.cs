using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Tls;

/// <summary>The certificate that the user brought (<c>ToxMail:Tls:Certificate</c>): renewed by whoever made it, read anew when its file changes.</summary>
internal sealed class OwnCertificate(string certificate, string key)
{
    private string _seen = string.Empty;
    private CertificateReading? _reading;

    /// <summary>The certificate in the files; the one before, with a word about the fault, when they do not hold one just now.</summary>
    internal CertificateReading Read()
    {
        try
        {
            var now = $"{Stamp(certificate)} {Stamp(key)}";
            if (now == _seen && _reading is not null)
            {
                return _reading;
            }

            _reading = new CertificateReading(Load(), null, null);
            _seen = now;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException)
        {
            _seen = string.Empty;
            _reading = new CertificateReading(_reading?.Server, null, fault.Message);
        }

        return _reading;
    }

    private ServerCertificate Load()
    {
        var chain = new X509Certificate2Collection();
        var leaf = TlsFolder.ReadPair(certificate, key, _ => true);
        chain.ImportFromPemFile(certificate);
        return new ServerCertificate(leaf, chain);
    }

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}/{file.Length}" : throw new FileNotFoundException($"{path} is not there.", path);
    }
}
