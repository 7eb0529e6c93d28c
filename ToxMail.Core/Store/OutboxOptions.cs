namespace ToxMail.Core.Store;

/// <summary>How long a mail is tried, and when its sender hears that it still waits.</summary>
public sealed record OutboxOptions
{
    /// <summary>Time after which an undelivered mail expires.</summary>
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
