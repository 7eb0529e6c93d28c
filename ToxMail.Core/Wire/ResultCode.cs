namespace ToxMail.Core.Wire;

/// <summary>Why a parcel was not stored, as the matching SMTP reply code: <c>docs/protocol.md</c> §1.3.</summary>
public enum ResultCode : ushort
{
    None = 0,

    /// <summary>Broken on the way: offer it again.</summary>
    Damaged = 451,

    /// <summary>No room on the disk, or the sender's share of the spool is used up.</summary>
    NoRoom = 452,

    /// <summary>The sender is not wanted.</summary>
    Blocked = 550,

    /// <summary>Larger than the receiver takes.</summary>
    TooLarge = 552,

    /// <summary>Not a parcel this version understands.</summary>
    NotUnderstood = 554,
}
