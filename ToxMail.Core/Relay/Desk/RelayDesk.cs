using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Relay.Desk;

/// <summary>What the user sees of the relay and can change. The store has to be prepared.</summary>
public sealed class RelayDesk : IDisposable
{
    private const int MostShown = 100;

    private readonly RelayConfiguration _configuration;
    private readonly IRelayState _state;
    private readonly RelayedOutbox _outbox;
    private readonly ExpectedMails _expected;
    private readonly Contacts _contacts;
    private readonly ChangeFeed _changes;
    private readonly SemaphoreSlim _changing = new(1);

    internal RelayDesk(RelayConfiguration configuration, IRelayState state, RelayedOutbox outbox, ExpectedMails expected, Contacts contacts, ChangeFeed changes)
    {
        _configuration = configuration;
        _state = state;
        _outbox = outbox;
        _expected = expected;
        _contacts = contacts;
        _changes = changes;
    }

    /// <summary>The limits in force.</summary>
    public RelayLimits Limits => RelayLimits.Of(_configuration.Current);

    /// <summary>Everything the Relay page shows.</summary>
    public async Task<RelayOverview> OverviewAsync(CancellationToken cancellationToken)
    {
        var usage = await _state.UsageAsync(cancellationToken);
        var contacts = (await _contacts.ListAsync(cancellationToken)).Where(static contact => contact is { State: ContactState.Contact, IsMember: false });
        var totals = await _outbox.TotalsAsync(cancellationToken);
        return new RelayOverview
        {
            Limits = Limits,
            Configured = _configuration.Configured,
            Envelopes = usage.Envelopes,
            Bytes = usage.Bytes,
            OwnEnvelopes = usage.OwnEnvelopes,
            Tombstones = usage.Tombstones,
            Contacts = Join(contacts, usage, await _state.KeysAsync(cancellationToken), await _expected.ListAsync(cancellationToken)),
            InFlight = totals.InFlight,
            Delivered = totals.Delivered,
            Escalated = totals.Escalated,
            OnTheirWay = await _outbox.ListAsync(MostShown, cancellationToken),
        };
    }

    /// <summary>
    /// When a mail that was handed over so often is sent farther, null when this is the last time or the relay is off; and how far it may go now, null when it is too large for contacts and store nodes keep it.
    /// </summary>
    public (int? Hops, DateTimeOffset? Next) Way(RelayedEntry entry)
    {
        if (entry.IsIntro)
        {
            return (IntroPress.Hops, null);
        }

        var options = _configuration.Current;
        if (entry.SizeBytes > options.MaxMailBytes)
        {
            return (null, null);
        }

        var hops = options.Hops[Math.Min(entry.Stage, options.Hops.Count) - 1];
        return (hops, options.Mode != RelayMode.Off && entry.Stage <= options.EscalateAfter.Count ? entry.QueuedAt + options.EscalateAfter[entry.Stage - 1] : null);
    }

    /// <summary>Changes limits at once and for good; the function gets those in force.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    public async Task<RelayChangeResult> ChangeAsync(Func<RelayLimits, RelayLimits> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var limits = change(Limits);
            if (limits.Fault() is { } fault)
            {
                return fault;
            }

            await _configuration.ChangeAsync(limits, cancellationToken);
            await _state.ChangeAsync(_configuration.Current, cancellationToken);
        }
        finally
        {
            _changing.Release();
        }

        _changes.Publish(ChangeKind.Relay);
        return new RelayChangeResult.Done();
    }

    /// <summary>Settles with a contact how mail is carried.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    public async Task<ContactCommandResult> SetContactAsync(PublicKey contact, RelayTermsChange change, CancellationToken cancellationToken)
    {
        var result = await _contacts.SettleAsync(contact, terms => Apply(terms, change), cancellationToken);
        if (result == ContactCommandResult.Done && await _contacts.FindAsync(contact, cancellationToken) is { } settled)
        {
            await _state.SettleAsync(contact, settled.Relay, cancellationToken);
        }

        return result;
    }

    /// <summary>Whether mail can be sealed for a contact.</summary>
    public async Task<MailKeysState> KeysOfAsync(Contact contact, CancellationToken cancellationToken) => StateOf(contact, await _state.KeysAsync(cancellationToken));

    /// <summary>Contacts with other mail keys than before, shown or on a card: nothing is sealed for them until the user has decided.</summary>
    public async Task<IReadOnlyList<PublicKey>> ChangedKeysAsync(CancellationToken cancellationToken) =>
        [.. (await _state.KeysAsync(cancellationToken)).Where(static pair => pair.Value is MailKeysState.Changed or MailKeysState.CardDiffers).Select(static pair => pair.Key)];

    /// <summary>
    /// Adds the owner of a mail card. Mail keys other than the card's will not be his until the user accepts them; and a card of a known contact with others than those that count is
    /// <see cref="AddContactResult.OtherMailKeys"/> and waits for <see cref="AcceptKeysAsync"/> or <see cref="KeepKeysAsync"/>.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    public async Task<AddContactResult> AddCardAsync(ContactCard card, string? alias, string? message, CancellationToken cancellationToken)
    {
        var result = await _state.AddCardAsync(card, alias, message, cancellationToken);
        _changes.Publish(ChangeKind.Contacts);
        _changes.Publish(ChangeKind.Relay);
        return result;
    }

    /// <summary>The user takes a contact's new mail keys for good: those of a card that he was given and that waits, else those that the contact shows.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    public Task<ContactCommandResult> AcceptKeysAsync(PublicKey contact, CancellationToken cancellationToken) =>
        DecideAsync(contact, _state.AcceptKeysAsync, cancellationToken);

    /// <summary>The user goes on with the mail keys that count, and does not want the card that he was given. What the contact itself shows stays a change.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    public Task<ContactCommandResult> KeepKeysAsync(PublicKey contact, CancellationToken cancellationToken) =>
        DecideAsync(contact, _state.KeepKeysAsync, cancellationToken);

    private async Task<ContactCommandResult> DecideAsync(PublicKey contact, Func<PublicKey, CancellationToken, Task> decide, CancellationToken cancellationToken)
    {
        if (await _contacts.FindAsync(contact, cancellationToken) is null)
        {
            return ContactCommandResult.NotFound;
        }

        await decide(contact, cancellationToken);
        _changes.Publish(ChangeKind.Contacts);
        _changes.Publish(ChangeKind.Relay);
        return ContactCommandResult.Done;
    }

    /// <summary>The policy for a contact's mail, and whether it is its own.</summary>
    public (ReceiptPolicy Policy, bool IsOwn) PolicyFor(Contact contact) =>
        contact.Relay.PolicyOf() is { } own ? (own, true) : (_configuration.Current.ReceiptPolicy, false);

    /// <inheritdoc />
    public void Dispose() => _changing.Dispose();

    /// <summary>With whom the relay has no keys at all, it has not looked at the card yet.</summary>
    private static MailKeysState StateOf(Contact contact, IReadOnlyDictionary<PublicKey, MailKeysState> known) =>
        known.TryGetValue(contact.PublicKey, out var state) ? state : contact.Card is null ? MailKeysState.None : MailKeysState.CardOnly;

    private static RelayTerms Apply(RelayTerms terms, RelayTermsChange change) => terms with
    {
        Carry = change.Carry ?? terms.Carry,
        IsHidden = change.IsHidden ?? terms.IsHidden,
        OwnMail = change.OwnMail ?? terms.OwnMail,
        IsStore = change.IsStore ?? terms.IsStore,
        ReceiptPolicy = change.ForgetsReceiptPolicy ? null : change.ReceiptPolicy?.ToString() ?? terms.ReceiptPolicy,
    };

    /// <summary>Contacts with what each takes up.</summary>
    internal static IReadOnlyList<RelayContact> Join(IEnumerable<Contact> contacts, GossipUsage usage, IReadOnlyDictionary<PublicKey, MailKeysState>? keys = null, IReadOnlyList<ExpectedMail>? expected = null)
    {
        var used = usage.Contacts.ToDictionary(contact => contact.Key);
        var waiting = (expected ?? []).ToLookup(static mail => mail.Sender);
        return
        [
            .. from contact in contacts
               let figures = used.GetValueOrDefault(contact.PublicKey)
               select new RelayContact
               {
                   Contact = contact,
                   Envelopes = figures.Envelopes,
                   Bytes = figures.Bytes,
                   InToday = figures.InToday,
                   OutToday = figures.OutToday,
                   LastSync = figures.LastSync,
                   Keys = keys is null ? MailKeysState.None : StateOf(contact, keys),
                   ReceiptPolicy = contact.Relay.PolicyOf(),
                   Expected = [.. waiting[contact.PublicKey]],
               },
        ];
    }
}
