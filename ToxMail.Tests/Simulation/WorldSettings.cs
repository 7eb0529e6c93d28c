using ToxMail.Core.Relay;

namespace ToxMail.Tests.Simulation;

/// <summary>One simulated world: who knows whom, who is there when, what is written, who misbehaves.</summary>
internal sealed record WorldSettings
{
    public int Seed { get; init; } = 1;

    public int Nodes { get; init; } = 100;

    /// <summary>Contacts of a node on average.</summary>
    public int Degree { get; init; } = 10;

    /// <summary>Part of the edges that lead anywhere instead of to a neighbour.</summary>
    public double Rewiring { get; init; } = 0.3;

    /// <summary>Part of the day that a node is online.</summary>
    public double Duty { get; init; } = 0.25;

    public int Mails { get; init; } = 200;

    /// <summary>Mails are written within this time from the start.</summary>
    public TimeSpan Writing { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long a mail is worth delivering.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(7);

    public RelayOptions Relay { get; init; } = new();

    /// <summary>Sender and recipient have no contact in common.</summary>
    public bool WithoutCommonContact { get; init; }

    /// <summary>From both being online to a working link.</summary>
    public TimeSpan LeastLinkDelay { get; init; }

    public TimeSpan MostLinkDelay { get; init; }

    /// <summary>Every start of a session is a start of the process: only what is persisted is known.</summary>
    public bool Restarts { get; init; }

    /// <summary>Always on, contact of everybody, in store mode.</summary>
    public bool HasStoreNode { get; init; }

    /// <summary>Part of the nodes that take everything and hand on nothing.</summary>
    public double Droppers { get; init; }

    /// <summary>Part of the nodes that write junk.</summary>
    public double Flooders { get; init; }

    /// <summary>Junk envelopes a flooder writes in a day.</summary>
    public double FloodPerDay { get; init; }

    /// <summary>Part of the edges whose ends hide from others.</summary>
    public double Hidden { get; init; }

    /// <summary>These are away from the end of their first day for ten days.</summary>
    public double Absent { get; init; }
}
