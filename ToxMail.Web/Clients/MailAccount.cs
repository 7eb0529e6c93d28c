namespace ToxMail.Web.Clients;

/// <summary>All that a mail client has to be told: the one source of settings, snippets and profiles.</summary>
public sealed record MailAccount
{
    /// <summary>The user's address, for From.</summary>
    public required string Address { get; init; }

    public required string Username { get; init; }

    /// <summary>A client's password, or a word that stands for it.</summary>
    public string Password { get; init; } = "YOUR-PASSWORD";

    /// <summary>The way to send that is best for a client which can do all of them; null while the server is off.</summary>
    public required MailServer? Smtp { get; init; }

    /// <summary>The way to fetch that is best; null while the server is off.</summary>
    public required MailServer? Pop3 { get; init; }

    /// <summary>Fetching for a client that cannot do STLS: TLS from the first byte, or none.</summary>
    public required MailServer? Pop3WithoutUpgrade { get; init; }

    /// <summary>The CA's file on this machine; null when the certificate is the user's own, which the system's CAs vouch for.</summary>
    public required string? AuthorityFile { get; init; }
}
