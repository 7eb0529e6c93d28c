namespace ToxMail.Core.Wire;

/// <summary>Why a node ends the conversation.</summary>
public enum ByeReason : byte
{
    /// <summary>Reserved: libtoxcore says by itself that a node goes down.</summary>
    GoingDown = 0,
    Blocked = 1,
}
