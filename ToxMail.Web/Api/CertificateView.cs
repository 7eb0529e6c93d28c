using ToxMail.Core.Tls;

namespace ToxMail.Web.Api;

/// <summary>The mail servers' certificate and the CA behind it; the latter's parts are null when it is the user's own.</summary>
internal sealed record CertificateView(string? AuthorityFile, string? AuthorityPem, string? AuthorityFingerprint, IReadOnlyList<string> Names, DateTimeOffset? ValidUntil, string? Fault)
{
    public static CertificateView Of(TlsStatus status, string? authorityFile) =>
        new(authorityFile, status.Authority?.Pem, status.Authority?.Fingerprint, status.Names, status.ValidUntil, status.Fault);
}
