namespace ToxMail.Core.Tox.Native;

/// <summary><c>Tox_Err_New</c>.</summary>
internal enum ToxNewError
{
    Ok,
    Null,
    Malloc,
    PortAlloc,
    ProxyBadType,
    ProxyBadHost,
    ProxyBadPort,
    ProxyNotFound,
    LoadEncrypted,
    LoadBadFormat,
}
