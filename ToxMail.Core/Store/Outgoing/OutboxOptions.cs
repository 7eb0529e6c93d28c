namespace ToxMail.Core.Store.Outgoing;

/// <summary>How long a mail is tried, and when its sender hears that it still waits.</summary>
public sealed record OutboxOptions
{
    /// <summary>How long a recipient knows a mail that comes again (<c>docs/protocol.md</c> §2.1): nothing may be offered for longer.</summary>
    public static readonly TimeSpan KnownAgain = TimeSpan.FromDays(60);

    /// <summary>Leaves a mail that expired time to be sent again.</summary>
    public static readonly TimeSpan LongestWait = KnownAgain / 2;

    /// <summary>Time after which an undelivered mail expires; at most <see cref="LongestWait"/>.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time after which the sender is told that the mail still waits; zero means never.</summary>
    public TimeSpan DelayNoticeAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Time after which the sender is told a second and last time; zero means never.</summary>
    public TimeSpan SecondDelayNoticeAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>For so long the same submission is taken for a client that saw no answer to the first one.</summary>
    public TimeSpan SameSubmissionWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a finished row stays to be seen, and the text of an undelivered mail to be sent again.</summary>
    public TimeSpan KeepFinished { get; init; } = TimeSpan.FromDays(30);
}
