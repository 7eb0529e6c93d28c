namespace ToxMail.Core.Tls;

/// <summary>What there is to say about the mail servers' certificate.</summary>
/// <param name="Authority">The CA that a client has to trust; null when it cannot be read or the certificate is the user's own.</param>
/// <param name="Names">What the certificate is for; empty when there is none, and then no TLS.</param>
/// <param name="ValidUntil">When the certificate ends, unless it is renewed.</param>
/// <param name="Fault">What is wrong, in plain words, or null.</param>
public sealed record TlsStatus(AuthorityCertificate? Authority, IReadOnlyList<string> Names, DateTimeOffset? ValidUntil, string? Fault)
{
    /// <summary>Before the first look.</summary>
    public static readonly TlsStatus Unknown = new(null, [], null, null);
}
