using ToxMail.Web.Clients;

namespace ToxMail.Web.Api;

/// <summary>What to put into a mail client, except for the password, which is known only when it is made.</summary>
internal sealed record SetupView
{
    public required string Address { get; init; }

    public required string Username { get; init; }

    /// <summary>Null while the server is off.</summary>
    public required ServerView? Smtp { get; init; }

    /// <summary>Null while the server is off.</summary>
    public required ServerView? Pop3 { get; init; }

    public required CertificateView Certificate { get; init; }

    /// <summary>Configurations with <c>YOUR-PASSWORD</c> where the password belongs.</summary>
    public required IReadOnlyList<Snippet> Snippets { get; init; }
}
