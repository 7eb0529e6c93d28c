using ToxMail.Core.Net;
using ToxMail.Core.Relay;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Api;

/// <summary>The words of the API for values that have other names inside: they are a contract and must not follow a rename.</summary>
internal static class Words
{
    public static string Of(LinkKind link) => link switch
    {
        LinkKind.Udp => "udp",
        LinkKind.Tcp => "tcp",
        _ => "none",
    };

    public static string Of(ToxConnection connection) => connection switch
    {
        ToxConnection.Udp => "udp",
        ToxConnection.Tcp => "tcp",
        _ => "none",
    };

    public static string Of(ContactState state) => state switch
    {
        ContactState.Contact => "contact",
        ContactState.Blocked => "blocked",
        _ => "requested",
    };

    public static string Of(NameTrust? trust) => trust switch
    {
        NameTrust.Unverified => "unverified",
        NameTrust.Introduced => "introduced",
        NameTrust.Proved => "proved",
        NameTrust.Confirmed => "confirmed",
        NameTrust.Changed => "changed",
        NameTrust.Bogus => "bogus",
        _ => "manual",
    };

    public static string? Of(Announcement announcement) => announcement switch
    {
        Announcement.Sent => "sent",
        Announcement.Received => "received",
        _ => null,
    };

    public static string Of(PinState state) => state switch
    {
        PinState.Changed => "changed",
        PinState.Bogus => "bogus",
        PinState.Gone => "gone",
        _ => "same",
    };

    public static string Of(OwnNameState state) => state switch
    {
        OwnNameState.Missing => "missing",
        OwnNameState.OtherKey => "other-key",
        OwnNameState.Unproved => "unproved",
        OwnNameState.Proved => "proved",
        OwnNameState.Bogus => "bogus",
        _ => "unknown",
    };

    public static string Of(ReceiptPolicy policy) => policy switch
    {
        ReceiptPolicy.Prompt => "prompt",
        ReceiptPolicy.Strict => "strict",
        _ => "guarded",
    };

    public static string Of(MailKeysState keys) => keys switch
    {
        MailKeysState.Agreed => "agreed",
        MailKeysState.Changed or MailKeysState.CardDiffers => "changed",
        MailKeysState.CardOnly => "card",
        _ => "none",
    };

    public static string Of(MailVia via) => via switch
    {
        MailVia.Relay => "relay",
        MailVia.Local => "local",
        MailVia.Intro => "intro",
        _ => "direct",
    };

    public static string Of(ListenerState state) => state switch
    {
        ListenerState.Listening => "listening",
        ListenerState.Failed => "failed",
        _ => "off",
    };
}
