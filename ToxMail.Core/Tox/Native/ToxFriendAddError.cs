namespace ToxMail.Core.Tox.Native;

/// <summary><c>Tox_Err_Friend_Add</c>.</summary>
internal enum ToxFriendAddError
{
    Ok,
    Null,
    TooLong,
    NoMessage,
    OwnKey,
    AlreadySent,
    BadChecksum,
    SetNewNospam,
    Malloc,
}
