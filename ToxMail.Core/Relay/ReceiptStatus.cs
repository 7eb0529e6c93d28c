namespace ToxMail.Core.Relay;

/// <summary>What a receipt says of a mail; the numbers are on the wire (<c>docs/protocol.md</c> §6.2).</summary>
internal enum ReceiptStatus : byte
{
    Stored = 0,

    /// <summary>Larger than the recipient takes.</summary>
    TooLarge = 1,

    /// <summary>The recipient's program does not understand it.</summary>
    NotUnderstood = 2,

    /// <summary>Not said to anybody: there was no room, and it is tried again.</summary>
    Later = 255,
}
