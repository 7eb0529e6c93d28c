namespace ToxMail.Core.Wire;

/// <summary>What became of a parcel at its receiver: <c>docs/protocol.md</c> §1.3.</summary>
public enum MailStatus : byte
{
    /// <summary>In the mailbox, durably.</summary>
    Stored = 0,

    /// <summary>It was in the mailbox before.</summary>
    HadAlready = 1,

    /// <summary>Never; the sender is told why.</summary>
    Refused = 2,

    /// <summary>Not now; try again by the calendar.</summary>
    Later = 3,
}
