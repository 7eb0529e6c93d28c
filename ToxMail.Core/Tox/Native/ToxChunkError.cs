namespace ToxMail.Core.Tox.Native;

/// <summary><c>Tox_Err_File_Send_Chunk</c>.</summary>
internal enum ToxChunkError
{
    Ok,
    Null,
    FriendNotFound,
    FriendNotConnected,
    NotFound,
    NotTransferring,
    InvalidLength,
    SendQueueFull,
    WrongPosition,
}
