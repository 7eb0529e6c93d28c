using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay;

/// <summary>What holds for all contacts, and what was settled with single ones. Used by one thread at a time.</summary>
internal sealed class ContactPolicies
{
    private static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<PublicKey, RelayTerms> _terms = [];

    /// <summary>What holds for all.</summary>
    internal RelayOptions Options { get; set; } = new();

    /// <summary>With whom what was settled.</summary>
    internal IReadOnlyDictionary<PublicKey, RelayTerms> Terms => _terms;

    /// <summary>How often what waits is looked at, and no more often than half a second.</summary>
    internal TimeSpan Pace => new(Math.Max(ShortestPace.Ticks, Math.Min(Options.InjectAfter.Ticks, Options.Tick.Ticks) / 2));

    internal bool IsOff => Options.Mode == RelayMode.Off;

    /// <summary>What was settled with a contact; null: nothing yet.</summary>
    internal RelayTerms? With(PublicKey contact) => _terms.GetValueOrDefault(contact);

    internal void Settle(PublicKey contact, RelayTerms terms) => _terms[contact] = terms;

    internal void Forget(PublicKey contact) => _terms.Remove(contact);

    /// <summary>Whether the user has a store node that may keep mail for a contact; the contact itself is none.</summary>
    internal bool HasStoreFor(PublicKey contact) => _terms.Any(one => one.Value is { IsStore: true, Carry: true } && one.Key != contact);

    internal ReceiptPolicy ReceiptsFor(PublicKey contact) => _terms.GetValueOrDefault(contact)?.PolicyOf() ?? Options.ReceiptPolicy;
}
