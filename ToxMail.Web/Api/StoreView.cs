using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary>A store node that the user uses, is about to use, or could.</summary>
internal sealed record StoreView
{
    public required string PublicKey { get; init; }

    public required string? Name { get; init; }

    /// <summary><c>stamping</c> (the proof of work is being made), <c>failed</c>, <c>requested</c> or <c>contact</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>none</c>, <c>tcp</c> or <c>udp</c>.</summary>
    public required string Connection { get; init; }

    /// <summary>The user marked it as his store node.</summary>
    public required bool Marked { get; init; }

    /// <summary>When requested: since when it was asked for a place and has not answered; it may be away, or full, which it says to nobody.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>While stamping: how likely it had been done by now, from 0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>When failed: why.</summary>
    public string? Error { get; init; }

    /// <summary>Tox IDs of its other instances, which can be joined too.</summary>
    public IReadOnlyList<string> Alternates { get; init; } = [];

    public static StoreView Of(StoreJoin join) => new()
    {
        PublicKey = join.Store.PublicKey.ToString(),
        Name = join.Alias,
        State = join.IsWorkedOn ? "stamping" : "failed",
        Connection = Words.Of(LinkKind.None),
        Marked = false,
        Progress = join.IsWorkedOn ? Math.Round(join.Likelihood, 2) : null,
        Error = StoreWords.Explain(join),
    };

    public static StoreView Of(JoinedStore store) => new()
    {
        PublicKey = store.Contact.PublicKey.ToString(),
        Name = store.Contact.Alias ?? store.Contact.Name,
        State = Words.Of(store.Contact.State),
        Connection = Words.Of(store.Contact.Connection),
        Marked = store.Contact.Relay.IsStore,
        UnansweredSince = store.UnansweredSince,
        Alternates = [.. store.Alternates.Select(static id => id.ToString())],
    };
}
