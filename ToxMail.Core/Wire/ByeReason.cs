namespace ToxMail.Core.Wire;

/// <summary>Why a node ends the conversation.</summary>
public enum ByeReason : byte
{
    GoingDown = 0,
    Blocked = 1,
}
