using System.Globalization;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Relaying;

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
        RelayMode.Store => "This node keeps sealed mail for its contacts and members until they come for it. For a machine that is always on.",
        _ => "Your mail for somebody who is away waits, sealed, with your contacts and theirs, and gets there when one of them meets the recipient. You carry theirs in turn. Nobody who carries a mail can read it or see whose it is.",
    };

    /// <summary>What is to be done when a Tox ID of a store node is full; null while it has room.</summary>
    public static string? WhenFull(StoreInstance one, IReadOnlyList<StoreInstance> all)
    {
        if (!one.IsFull)
        {
            return null;
        }

        var others = string.Join(" or ", all.Where(static other => other is { IsFull: false, Id: not null }).Select(static other => $"no. {other.Number}"));
        return others.Length > 0
            ? $"Full: who asks here for a place hears nothing. Give out Tox ID {others} instead."
            : "Full: who asks here for a place hears nothing, and no other Tox ID of this node has room. Let it take more members below, or have it run more Tox IDs (Relay:Instances).";
    }

    /// <summary>A size as the limits are given, in powers of two: "512 MiB", "4 KiB".</summary>
    public static string Size(long bytes)
    {
        var (value, unit) = bytes switch
        {
            < 1L << 10 => (bytes, "B"),
            < 1L << 20 => (bytes / (double)(1L << 10), "KiB"),
            < 1L << 30 => (bytes / (double)(1L << 20), "MiB"),
            _ => (bytes / (double)(1L << 30), "GiB"),
        };
        return $"{value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} {unit}";
    }

    public static string Name(ReceiptPolicy policy) => policy switch
    {
        ReceiptPolicy.Prompt => "Prompt",
        ReceiptPolicy.Strict => "Strict",
        _ => "Guarded",
    };

    /// <summary>The policy with what it comes to.</summary>
    public static string Choice(ReceiptPolicy policy) => policy switch
    {
        ReceiptPolicy.Prompt => "Prompt: within about a day",
        ReceiptPolicy.Strict => "Strict: only when you are online together",
        _ => "Guarded: when several people or your store node brought it, else when you are online together",
    };

    /// <summary>What it hides and what it costs.</summary>
    public static string Explain(ReceiptPolicy policy) => policy switch
    {
        ReceiptPolicy.Prompt => "Senders hear within about a day that their mail came, and the copies on their way stop soonest. But somebody who hands a mail for you to one of your contacts alone can learn from your answer that you know each other.",
        ReceiptPolicy.Strict => "Senders hear that their mail came when you and they are online together, not before. Nobody learns anything from it; but until then they do not know, and copies go on travelling.",
        _ => "Senders hear within about a day that their mail came if at least two other people or a store node of yours brought it to you, else when you and they are online together. Who hands a mail for you to one person alone cannot learn from your answer that you know that person, though perhaps that you have friends in common; who leaves one at a store node can learn that you fetch mail there.",
    };

    /// <summary>What is not as usual with a contact.</summary>
    public static IReadOnlyList<string> Remarks(RelayContact relay)
    {
        var terms = relay.Contact.Relay;
        string?[] remarks = [Remark(relay.Expected), Remark(relay.Contact), terms.Carry ? null : "no mail carried for each other", terms.IsHidden ? "hidden" : null, terms.OwnMail ? null : "your mail waits until you are both online", terms.IsStore ? null : Remark(relay.Keys)];
        return [.. remarks.OfType<string>()];
    }

    private static string? Remark(IReadOnlyList<ExpectedMail> expected) => expected switch
    {
        [] => null,
        [var one] => $"has a mail of {Plain.Size(one.SizeBytes)} for you, which needs you both online",
        _ => $"has {expected.Count} mails of {Plain.Size(expected.Sum(static mail => mail.SizeBytes))} for you, which need you both online",
    };

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
