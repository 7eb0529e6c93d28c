namespace ToxMail.Core.Store;

/// <summary>What holds for every mail: <c>ToxMail:Mail</c>. It lives here because the mail servers and the delivery all see the store.</summary>
public sealed record MailOptions
{
    /// <summary>The most that <see cref="MaxMessageBytes"/> may be: 2 GiB.</summary>
    public const long Ceiling = 2L << 30;

    /// <summary>The largest mail taken from a client or a peer, in octets; advertised by SMTP SIZE and told to peers.</summary>
    public long MaxMessageBytes { get; init; } = 100L << 20;

    /// <summary>AUTH on SMTP and a real password on POP3.</summary>
    public bool RequirePassword { get; init; } = true;

    /// <summary>Writes what mail clients and the servers say to each other into the log, without passwords and mail text.</summary>
    public bool Transcript { get; init; }
}
