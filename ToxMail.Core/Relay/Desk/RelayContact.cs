using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Relay.Desk;

/// <summary>What one contact costs and gives.</summary>
public sealed record RelayContact
{
    public required Contact Contact { get; init; }

    /// <summary>Held that it handed over.</summary>
    public required int Envelopes { get; init; }

    /// <summary>Their bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes taken from it since midnight UTC.</summary>
    public required long InToday { get; init; }

    /// <summary>Bytes handed to it since midnight UTC.</summary>
    public required long OutToday { get; init; }

    /// <summary>When offers last came from it.</summary>
    public required DateTimeOffset? LastSync { get; init; }

    /// <summary>Whether own mail can be sealed for it.</summary>
    public required MailKeysState Keys { get; init; }

    /// <summary>The contact's own policy; null: as for everybody.</summary>
    public required ReceiptPolicy? ReceiptPolicy { get; init; }

    /// <summary>Mails that it has for us and that wait until both are online, oldest first.</summary>
    public required IReadOnlyList<ExpectedMail> Expected { get; init; }
}
