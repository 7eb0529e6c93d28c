namespace ToxMail.Core.Store;

/// <summary>What holds for every mail: <c>ToxMail:Mail</c>. It lives here because the mail servers and the delivery all see the store.</summary>
public sealed record MailOptions
{
    /// <summary>The most that <see cref="MaxMessageBytes"/> may be: 2 GiB.</summary>
    public const long Ceiling = 2L << 30;

    /// <summary>By so much a mail as large as <see cref="MaxMessageBytes"/> may grow in being sent: 64 KiB, a thousand aliases.</summary>
    public const int HeaderGrowth = 64 << 10;

    /// <summary>The largest mail taken from a client, in octets, as SMTP SIZE says.</summary>
    public long MaxMessageBytes { get; init; } = 100L << 20;

    /// <summary>
    /// What a peer may send: headers grow when a node writes aliases out as addresses and adds what is missing, and what one node takes by this
    /// limit, another with the same limit has to take.
    /// </summary>
    public long LargestArrival => MaxMessageBytes + HeaderGrowth;

    /// <summary>AUTH on SMTP and a real password on POP3.</summary>
    public bool RequirePassword { get; init; } = true;

    /// <summary>Writes what mail clients and the servers say to each other into the log, without passwords and mail text.</summary>
    public bool Transcript { get; init; }
}
