namespace ToxMail.Core.Tls;

/// <summary>What the certificate of the mail servers names, or whose it is: <c>ToxMail:Tls</c>.</summary>
public sealed record TlsOptions
{
    /// <summary>Host names and addresses under which other machines reach the mail servers, beside those of this machine's loopback.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>A PEM file with the user's own certificate and its chain; null to have one made under the installation's own CA.</summary>
    public string? Certificate { get; init; }

    /// <summary>A PEM file with the key of <see cref="Certificate"/>; null when it is in the same file.</summary>
    public string? Key { get; init; }
}
