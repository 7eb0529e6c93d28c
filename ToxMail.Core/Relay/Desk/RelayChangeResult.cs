namespace ToxMail.Core.Relay.Desk;

/// <summary>What became of a change of the limits.</summary>
public abstract record RelayChangeResult
{
    private RelayChangeResult()
    {
    }

    /// <summary>In force and stored.</summary>
    public sealed record Done : RelayChangeResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Limit">The property of <see cref="RelayLimits"/>.</param>
    /// <param name="Why">What it has to be, as a sentence.</param>
    public sealed record Refused(string Limit, string Why) : RelayChangeResult;
}
