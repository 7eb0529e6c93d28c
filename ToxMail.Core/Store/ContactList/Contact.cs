using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.ContactList;

/// <summary>A person this node knows.</summary>
public sealed record Contact
{
    public required PublicKey PublicKey { get; init; }

    /// <summary>Known when added by a full Tox ID.</summary>
    public required uint? Nospam { get; init; }

    /// <summary>The user's local name for it.</summary>
    public required string? Alias { get; init; }

    /// <summary>The name it gives itself.</summary>
    public required string? Name { get; init; }

    public required ContactState State { get; init; }

    /// <summary>Live; not stored.</summary>
    public required LinkKind Connection { get; init; }

    /// <summary>When its link was last seen up.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>Null until it has been online long enough to tell.</summary>
    public required bool? IsToxMail { get; init; }

    /// <summary>It said that it blocked this node, and has not greeted it since.</summary>
    public required bool BlocksYou { get; init; }

    /// <summary>How sure it is whose key this is; null when the user gave it and never compared it.</summary>
    public NameTrust? Trust => ContactTrust.Of(ConfirmedAt is not null, IntroducedBy is not null, Names);

    /// <summary>Its mail card, to write to it before having met and to introduce it to others; null until it is known.</summary>
    public required ContactCard? Card { get; init; }

    /// <summary>The contact who introduced it; null when the user added it himself or was asked by it.</summary>
    public required PublicKey? IntroducedBy { get; init; }

    /// <summary>When the user compared the key with its owner; null when never.</summary>
    public required DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The names in DNS that lead to it.</summary>
    public required IReadOnlyList<NamePin> Names { get; init; }

    /// <summary>Rows of the outbox for it that are not final.</summary>
    public required int PendingOut { get; init; }

    /// <summary>What this node says or said in its own contact request.</summary>
    public required string? RequestMessage { get; init; }

    public required RelayTerms Relay { get; init; }

    /// <summary>It says that it is a store node: the Tox IDs of its instances. Null: it is none.</summary>
    public required IReadOnlyList<ToxId>? StoreInstances { get; init; }

    /// <summary>It has joined this store node: envelopes are kept for it, and it is no contact of the user's.</summary>
    public bool IsMember => Relay.MemberOf > 0;

    /// <summary>The own Tox instance that it is a contact of, from 1.</summary>
    public int Instance => Math.Max(1, Relay.MemberOf);

    public required DateTimeOffset AddedAt { get; init; }
}
