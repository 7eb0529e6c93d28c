namespace ToxMail.Core.Tls;

/// <summary>What one look at the files gave.</summary>
/// <param name="Server">The certificate to use from now on; null when there is none to be had.</param>
/// <param name="Authority">The CA, when there is one of ours.</param>
/// <param name="Fault">What is wrong, or null.</param>
internal sealed record CertificateReading(ServerCertificate? Server, AuthorityCertificate? Authority, string? Fault);
