namespace ToxMail.Core.Tox.Native;

/// <summary><c>Tox_Err_Friend_Custom_Packet</c>.</summary>
internal enum ToxPacketError
{
    Ok,
    Null,
    FriendNotFound,
    FriendNotConnected,
    Invalid,
    Empty,
    TooLong,
    SendQueueFull,
}
