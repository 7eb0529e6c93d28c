using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>Puts <c>Tox_Err_New</c> into words that say what to do.</summary>
internal static class ToxStartFault
{
    internal static ToxUnavailableException Of(ToxNewError error, ToxOptions options) =>
        error == ToxNewError.PortAlloc ? new ToxPortTakenException(Describe(error, options)) : new ToxUnavailableException(Describe(error, options));

    private static string Describe(ToxNewError error, ToxOptions options) => error switch
    {
        ToxNewError.PortAlloc => options.TcpRelayPort == 0
            ? $"No free UDP port between {options.StartPort} and {options.EndPort}. Choose others with ToxMail:Tox:StartPort and ToxMail:Tox:EndPort."
            : $"The TCP relay port {options.TcpRelayPort} is taken, or no UDP port between {options.StartPort} and {options.EndPort} is free. Choose others with ToxMail:Tox:TcpRelayPort, :StartPort and :EndPort.",
        ToxNewError.ProxyBadType or ToxNewError.ProxyBadHost or ToxNewError.ProxyBadPort or ToxNewError.ProxyNotFound =>
            $"The proxy in ToxMail:Tox:Proxy ({options.Proxy}) cannot be used.",
        ToxNewError.LoadEncrypted => ToxProfile.EncryptedMessage,
        ToxNewError.LoadBadFormat => "The profile (profile.tox) is damaged and was left untouched. Put a good copy in its place, or import one with: toxmail profile import FILE",
        _ => $"The Tox library could not start ({error}).",
    };
}
