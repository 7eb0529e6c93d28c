namespace ToxMail.Core.Smtp;

/// <summary>How much one client may ask of the submission server.</summary>
internal sealed record SmtpLimits
{
    /// <summary>Octets of a command: 512 and what the parameters of our extensions add (RFC 5321 4.5.3.1.4, RFC 3461 5.4).</summary>
    public int CommandLine { get; init; } = 2048;

    /// <summary>Octets of an answer within AUTH (RFC 4954 4.3 wants 12,288).</summary>
    public int AuthLine { get; init; } = 12_288;

    /// <summary>Recipients of one mail (RFC 5321 4.5.3.1.8 wants at least 100).</summary>
    public int Recipients { get; init; } = 10_000;

    /// <summary>Octets of a mail's header block.</summary>
    public int HeaderBytes { get; init; } = 1_048_576;

    /// <summary>Clients connected at once.</summary>
    public int Sessions { get; init; } = 1_000;

    /// <summary>Refused commands after which a session is closed.</summary>
    public int Errors { get; init; } = 50;

    /// <summary>Failed logins after which a session is closed.</summary>
    public int FailedLogins { get; init; } = 5;

    /// <summary>The wait before a failed login is answered, times the failures so far.</summary>
    public TimeSpan FailedLoginDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time a client has for logging in, whatever it says meanwhile.</summary>
    public TimeSpan LoginWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Silence after which a session is closed (RFC 5321 4.5.3.2.7: at least 5 minutes).</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);
}
