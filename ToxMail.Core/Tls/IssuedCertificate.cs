using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Tls;

/// <summary>The certificate that this installation's CA gives its own servers, renewed in time without a word.</summary>
internal sealed partial class IssuedCertificate(TlsFolder folder, ServerNames wanted, ILogger logger) : IDisposable
{
    private const string HowToReplace = "\"toxmail certificate replace\" makes a new CA, which every mail client then has to be given again.";

    private CertificateAuthority? _authority;
    private AuthorityCertificate? _published;
    private ServerNames _names = ServerNames.Loopback;
    private ServerCertificate? _server;

    /// <summary>The certificate in use, made or renewed when it has to be.</summary>
    internal CertificateReading Read(DateTimeOffset now)
    {
        try
        {
            var authority = Authority(now);
            if (authority.Certificate.NotAfter < now)
            {
                return new CertificateReading(null, _published, $"The CA ended on {authority.Certificate.NotAfter:yyyy-MM-dd}. {HowToReplace}");
            }

            _server = Current(authority, now);
            return new CertificateReading(_server, _published, RefusedNames());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException)
        {
            return new CertificateReading(_server ??= Last(now), _published, Explain(fault));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _authority?.Dispose();

    private CertificateAuthority Authority(DateTimeOffset now)
    {
        if (_authority is null)
        {
            _authority = folder.ReadOrCreateAuthority(wanted, now);
            _published = new AuthorityCertificate(_authority.Certificate);
            _names = _authority.Permitted(wanted);
        }

        return _authority;
    }

    private ServerCertificate Current(CertificateAuthority authority, DateTimeOffset now)
    {
        if (_server is { } server && server.Leaf.NotBefore <= now && !authority.IsDue(server.Leaf, now))
        {
            return server;
        }

        var stored = _server is null ? Stored(authority) : null;
        if (stored is not null && authority.Vouches(stored, now) && ServerNames.Of(stored).SameAs(_names) && !authority.IsDue(stored, now))
        {
            return new ServerCertificate(stored, []);
        }

        var renewed = authority.Issue(_names, now);
        folder.WriteServer(renewed);
        LogIssued(renewed.NotAfter);
        return new ServerCertificate(TlsFolder.Usable(renewed), []);
    }

    /// <summary>What lies in the folder; a file that is none of ours is kept under another name, in case somebody misses it.</summary>
    private X509Certificate2? Stored(CertificateAuthority authority)
    {
        try
        {
            var leaf = folder.ReadServer();
            if (leaf is null || leaf.IssuerName.RawData.AsSpan().SequenceEqual(authority.Certificate.SubjectName.RawData))
            {
                return leaf;
            }

            LogSetAside("it is not from this installation's CA", folder.SetServerAside());
        }
        catch (InvalidDataException fault)
        {
            LogSetAside(fault.Message, folder.SetServerAside());
        }

        return null;
    }

    /// <summary>Without the CA the certificate made last still serves, as long as it is valid: clients trust it.</summary>
    private ServerCertificate? Last(DateTimeOffset now)
    {
        try
        {
            return folder.ReadServer() is { } leaf && leaf.NotBefore <= now && leaf.NotAfter > now ? new ServerCertificate(leaf, []) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException)
        {
            return null;
        }
    }

    private string? RefusedNames()
    {
        var refused = wanted.All.Except(_names.All).ToList();
        return refused.Count == 0
            ? null
            : $"The CA may not certify {string.Join(", ", refused)}: it is held to the names that were set when it was made. {HowToReplace}";
    }

    private static string Explain(Exception fault) =>
        fault is InvalidDataException ? $"{fault.Message} Put it back from a backup; or start anew: {HowToReplace}" : $"The certificate could not be read or renewed: {fault.Message}";

    [LoggerMessage(LogLevel.Information, "The mail servers have a new certificate, valid until {End:yyyy-MM-dd}.")]
    private partial void LogIssued(DateTime end);

    [LoggerMessage(LogLevel.Warning, "The certificate in the tls folder cannot be used ({Why}); it is kept as {Path}, and a new one takes its place.")]
    private partial void LogSetAside(string why, string path);
}
