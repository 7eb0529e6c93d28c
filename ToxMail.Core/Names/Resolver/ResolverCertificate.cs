using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Names.Resolver;

/// <summary>How the certificate of a resolver is judged: by the system's authorities, or by those that the user named for it alone.</summary>
/// <param name="Authorities">The user's own; null for the system's.</param>
internal sealed record ResolverCertificate(X509Certificate2Collection? Authorities)
{
    /// <summary>For a server whose certificate has to be for <paramref name="name"/>.</summary>
    internal SslClientAuthenticationOptions OptionsFor(string name) => new()
    {
        TargetHost = name,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = Policy(),
    };

    /// <summary>Nothing is fetched to judge it, neither a revocation list nor a missing link: that would be traffic beside the proxy, and need a resolver.</summary>
    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (Authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(Authorities);
        }

        return policy;
    }
}
