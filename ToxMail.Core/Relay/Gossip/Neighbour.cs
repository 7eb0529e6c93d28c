using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What the gossip knows of one contact while the process runs.</summary>
internal sealed class Neighbour(int index, NeighbourState state)
{
    /// <summary>Its place in a <see cref="NeighbourSet"/>.</summary>
    public int Index { get; } = index;

    public NeighbourState State { get; set; } = state;

    public PublicKey Key => State.Key;

    public bool IsOnline { get; set; }

    /// <summary>How much of our log it was shown.</summary>
    public ulong Shown { get; set; }

    /// <summary>Entries it was not shown because a hidden contact would show by them.</summary>
    public int WithheldCount { get; set; }

    public Account Account { get; } = new();

    /// <summary>What it offered in this session and is not decided yet.</summary>
    public HashSet<Candidate> Open { get; } = [];

    /// <summary>The same by the frames it came in: the cursor moves when all before are done.</summary>
    public Queue<OfferBatch> Batches { get; } = new();

    /// <summary>The newest of them.</summary>
    public OfferBatch? LastBatch { get; set; }

    /// <summary>It offered more than may be open at once: to be shown again once what is open is decided.</summary>
    public bool HasMore { get; set; }

    /// <summary>When it is asked for what was chosen.</summary>
    public DateTimeOffset? WantDue { get; set; }

    /// <summary>When it is asked again for what did not come, or for what there was no room.</summary>
    public DateTimeOffset? RetryDue { get; set; }

    /// <summary>When what it was asked for is given up.</summary>
    public DateTimeOffset? AnswerDue { get; set; }

    /// <summary>x values it has not been told.</summary>
    public List<Telling> Untold { get; } = [];

    /// <summary>x values it was told lately, and when: it may not have got them.</summary>
    public Queue<(Telling Telling, DateTimeOffset At)> Told { get; } = new();

    /// <summary>Commitments of x values from it that fit nothing here yet.</summary>
    public Queue<Tombstone> Early { get; } = new();

    /// <summary>When something is due with it.</summary>
    public DateTimeOffset? NextDue => new[] { WantDue, RetryDue, AnswerDue, Couriers.DueOf(this) }.Min();
}
