using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Delivery;

/// <summary>The engine's word for a connection as the store's.</summary>
internal static class LinkKinds
{
    internal static LinkKind Of(ToxConnection connection) => connection switch
    {
        ToxConnection.Tcp => LinkKind.Tcp,
        ToxConnection.Udp => LinkKind.Udp,
        _ => LinkKind.None,
    };
}
