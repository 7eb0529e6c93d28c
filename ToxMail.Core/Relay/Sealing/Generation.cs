namespace ToxMail.Core.Relay.Sealing;

/// <summary>What is left of one agreement on keys: two chains, one for each direction.</summary>
internal sealed class Generation : IDisposable
{
    /// <summary>Its place in the order of agreements, from 1.</summary>
    public required uint Number { get; init; }

    /// <summary>The first day of both chains.</summary>
    public required int StartDay { get; init; }

    /// <summary>What both sides show each other.</summary>
    public required ulong Check { get; init; }

    /// <summary>What the next agreement can be built on; erased when there are enough newer ones.</summary>
    public Secret? Salt { get; set; }

    /// <summary>For what goes to the contact; erased once a newer generation took over.</summary>
    public DayChain? Send { get; set; }

    /// <summary>For what comes from the contact.</summary>
    public required DayChain Receive { get; init; }

    /// <summary>Tags used of the day <see cref="Send"/> is at.</summary>
    public int TagsUsed { get; set; }

    /// <summary>The contact is known to have it too.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>The last day on which the contact can have used it; null while it may still use it.</summary>
    public int? LastDay { get; set; }

    public void Retire()
    {
        Send?.Dispose();
        Send = null;
    }

    public void ForgetSalt()
    {
        Salt?.Dispose();
        Salt = null;
    }

    public void Dispose()
    {
        Retire();
        ForgetSalt();
        Receive.Dispose();
    }
}
