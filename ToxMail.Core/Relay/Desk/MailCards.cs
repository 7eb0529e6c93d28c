using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Core.Relay.Desk;

/// <summary>Mail cards as people hand them to each other: links that begin with <c>toxmail:</c>.</summary>
public sealed class MailCards
{
    private readonly Keyring _keys;

    internal MailCards(Keyring keys) => _keys = keys;

    /// <summary>The user's own; null in the first moments of the node, until its keys are loaded.</summary>
    public string? Own => _keys.Card?.ToString();

    /// <summary>Whether a text is meant as a card.</summary>
    public static bool IsCard(string text) => MailCard.IsLink(text);

    /// <summary>Reads a card; null when it is none, which the fault explains.</summary>
    public static ContactCard? Read(string text, out MailCardFault fault)
    {
        fault = MailCard.TryParse(text, out var card);
        return card?.ToContactCard();
    }

    /// <summary>The text of a card.</summary>
    public static string LinkOf(ContactCard card) => MailCard.Read(card.ToArray())?.ToString() ?? $"tox:{card.Id}";
}
