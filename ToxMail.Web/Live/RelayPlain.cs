using ToxMail.Core.Relay;
using ToxMail.Core.Store;

namespace ToxMail.Web.Live;

/// <summary>The relay in a person's words.</summary>
internal static class RelayPlain
{
    public static string Name(RelayMode mode) => mode switch
    {
        RelayMode.Off => "Off",
        RelayMode.Store => "Store node",
        _ => "For contacts",
    };

    public static string Explain(RelayMode mode) => mode switch
    {
        RelayMode.Off => "Mail waits until you and the other side are online at the same time. Nothing is carried, by you or for you.",
        RelayMode.Store => "This node takes everything its contacts offer and keeps it for whoever comes for it. For a machine that is always on.",
        _ => "Mail for somebody who is away waits, sealed, with your contacts and theirs; you carry theirs in turn.",
    };

    public static string Name(ReceiptPolicy policy) => policy switch
    {
        ReceiptPolicy.Prompt => "Prompt",
        ReceiptPolicy.Strict => "Strict",
        _ => "Guarded",
    };

    /// <summary>What it hides and what it costs.</summary>
    public static string Explain(ReceiptPolicy policy) => policy switch
    {
        ReceiptPolicy.Prompt => "Confirmed within about a day of its arrival, so the copies stop soonest. Somebody who gives a mail to one of your contacts alone can learn from the answer that you know each other.",
        ReceiptPolicy.Strict => "Confirmed only when you and the sender are online together. Nobody learns anything from it; until then the sender does not know that it came, and copies go on travelling.",
        _ => "Confirmed within about a day if two people other than the sender have offered it to you, else when you and the sender are online together. Who gives a mail to one person alone cannot tell from the answer that you know that person, though still that you are near.",
    };

    /// <summary>What is not as usual with a contact.</summary>
    public static IReadOnlyList<string> Remarks(RelayContact relay)
    {
        var terms = relay.Contact.Relay;
        string?[] remarks = [Remark(relay.Contact), terms.Carry ? null : "not carried for", terms.IsHidden ? "hidden" : null, terms.OwnMail ? null : "own mail waits", Remark(relay.Keys)];
        return [.. remarks.OfType<string>()];
    }

    private static string? Remark(Contact contact) =>
        contact.Relay.IsStore ? "your store node" : contact.StoreInstances is not null ? "says that it is a store node" : null;

    private static string? Remark(MailKeysState keys) => keys switch
    {
        MailKeysState.Changed => "shows new mail keys",
        MailKeysState.CardDiffers => "a card with other mail keys waits for you",
        MailKeysState.CardOnly => "first letters only",
        MailKeysState.None => "no mail keys yet",
        _ => null,
    };
}
