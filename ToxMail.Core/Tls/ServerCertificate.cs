using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Tls;

/// <summary>A certificate with what SslStream prepares for it once. Never disposed: a handshake may still hold it.</summary>
internal sealed class ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
{
    internal X509Certificate2 Leaf { get; } = certificate;

    /// <summary>Offline, because looking for issuers and revocation would be traffic to strangers.</summary>
    internal SslStreamCertificateContext Context { get; } = SslStreamCertificateContext.Create(certificate, chain, offline: true);
}
