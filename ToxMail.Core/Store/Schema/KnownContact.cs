using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Store.Schema;

/// <summary>A contact, or a key the user blocked.</summary>
internal sealed class KnownContact
{
    public required PublicKey PublicKey { get; init; }

    public uint? Nospam { get; set; }

    public string? Alias { get; set; }

    public string? Name { get; set; }

    public required ContactState State { get; set; }

    /// <summary>What a blocked contact was before; null for one that never was a contact.</summary>
    public ContactState? StateBeforeBlock { get; set; }

    public DateTimeOffset? LastSeen { get; set; }

    public bool? IsToxMail { get; set; }

    /// <summary>It said that it blocked this node.</summary>
    public bool BlocksYou { get; set; }

    /// <summary>When the user compared the key.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    public string? RequestMessage { get; set; }

    /// <summary>It said that it is a store node: the Tox IDs of its instances, one after the other. Null: it is none.</summary>
    public byte[]? StoreInstances { get; set; }

    /// <summary>Its mail card, as the user or a contact gave it or as it showed it itself. The relay's keyring decides which: one with other keys is not here before the user accepts it.</summary>
    public ContactCard? Card { get; set; }

    /// <summary>The contact who gave the card, when the user did not have it from its owner.</summary>
    public PublicKey? IntroducedBy { get; set; }

    /// <summary>When it was last sent an intro.</summary>
    public DateTimeOffset? IntroSentAt { get; set; }

    public RelayTerms Relay { get; set; } = new();

    public required DateTimeOffset AddedAt { get; init; }
}
