namespace ToxMail.Core.Pop3;

/// <summary>How much one client may ask of the maildrop server.</summary>
internal sealed record Pop3Limits
{
    /// <summary>Octets of a command (RFC 2449 4).</summary>
    public int CommandLine { get; init; } = 255;

    /// <summary>Octets of an answer within AUTH (RFC 5034 4 sets the limit of the mechanism instead of 255).</summary>
    public int AuthLine { get; init; } = 4096;

    /// <summary>Clients connected at once.</summary>
    public int Sessions { get; init; } = 1_000;

    /// <summary>Refused commands after which a session is closed.</summary>
    public int Errors { get; init; } = 1_000;

    /// <summary>Failed logins after which a session is closed.</summary>
    public int FailedLogins { get; init; } = 5;

    /// <summary>The wait before a failed login is answered, times the failures so far.</summary>
    public TimeSpan FailedLoginDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time a client has for logging in, whatever it says meanwhile.</summary>
    public TimeSpan LoginWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Silence after which a session is closed without deleting (RFC 1939 3: at least 10 minutes).</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a login waits for another session's end before <c>[IN-USE]</c>: a client that reconnects is often faster than the end of its old connection.</summary>
    public TimeSpan MaildropWait { get; init; } = TimeSpan.FromSeconds(2);
}
