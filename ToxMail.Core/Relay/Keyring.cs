using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>
/// The mail keys shared with all contacts, and the tags by which their envelopes are known. Which keys count for a contact is decided here alone: its card in
/// the contact list follows. Used by one thread at a time; every change is durable before what depends on it is given out.
/// </summary>
internal sealed class Keyring(RelayKeys store, OwnIdentity own) : IDisposable
{
    private readonly Dictionary<PublicKey, PairState> _pairs = [];
    private readonly TagIndex _tags = new();
    private MailIdentity? _identity;

    /// <summary>This node's mail keys, for its card.</summary>
    internal MailIdentity Identity => _identity ?? throw new InvalidOperationException("The keyring is not loaded yet.");

    /// <summary>This node's card; null until the keys are loaded.</summary>
    internal MailCard? Card { get; private set; }

    /// <returns>How many contacts' keys are kept but cannot be read.</returns>
    internal async Task<int> LoadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var unreadable = 0;
        _identity = await LoadIdentityAsync(cancellationToken);
        Card = MailCard.Of(_identity, own.Id);
        foreach (var (contact, saved) in await store.AllAsync(cancellationToken))
        {
            var pair = PairState.Load(saved, Parties(contact));
            unreadable += pair is null ? 1 : 0;
            _pairs[contact] = pair ?? PairState.Lost(Parties(contact));
            Expect(contact, now);
        }

        return unreadable;
    }

    /// <summary>The contact's mail keys that count; null while none are known.</summary>
    internal MailKeys? KeysOf(PublicKey contact) => _pairs.GetValueOrDefault(contact)?.PeerKeys;

    /// <summary>Whether the contact's mail keys are known by a card, and no more: nothing but an intro reaches it without meeting it.</summary>
    internal bool NeedsIntro(PublicKey contact) => _pairs.GetValueOrDefault(contact) is { } pair && IsByCardAlone(pair);

    /// <summary>Whether anything was ever agreed on with the keys that count: before, it may be that a card alone vouches for them.</summary>
    internal bool HasAgreed(PublicKey contact) => _pairs.GetValueOrDefault(contact) is { HasAgreed: true };

    /// <summary>
    /// Brings the pin in step with the card in the contact list: its keys are pinned if none are, before the contact says anything, so that what it shows is a change if it differs. If
    /// others are pinned, the card is the change.
    /// </summary>
    internal async Task<CardVerdict> PinAsync(PublicKey contact, CancellationToken cancellationToken) =>
        await store.CardAsync(contact, cancellationToken) is { } listed ? await PinAsync(listed, cancellationToken) : CardVerdict.Same;

    /// <summary>The same with the card that is in the contact list.</summary>
    internal async Task<CardVerdict> PinAsync(ContactCard listed, CancellationToken cancellationToken)
    {
        var contact = listed.PublicKey;
        if (MailCard.Read(listed.ToArray()) is not { } card || Judge(card) == CardVerdict.Same)
        {
            return CardVerdict.Same;
        }

        // In the list is only a card whose keys count.
        var verdict = Pair(contact).Take(card);
        await SaveAsync(contact, verdict == CardVerdict.First ? listed : null, cancellationToken);
        return verdict;
    }

    /// <summary>How a card stands to what is known of its owner.</summary>
    internal CardVerdict Judge(MailCard card) => Pair(card.Tox.PublicKey).Judge(card);

    /// <summary>Takes a card that the user was given: others than the keys that count wait for his word.</summary>
    internal async Task<CardVerdict> TakeCardAsync(MailCard card, CancellationToken cancellationToken)
    {
        var contact = card.Tox.PublicKey;
        var verdict = Pair(contact).Take(card);
        await SaveAsync(contact, cancellationToken);
        return verdict;
    }

    /// <summary>The contact who may use a tag to write to this node; null: an envelope with it is not for this node.</summary>
    internal PublicKey? AuthorOf(EnvelopeTag tag) => _tags.Find(tag)?.Contact;

    /// <summary>Contacts that mail can be sealed for now.</summary>
    internal IReadOnlyList<PublicKey> Sealable(DateTimeOffset now) => [.. _pairs.Where(pair => pair.Value.CanSeal(now)).Select(static pair => pair.Key)];

    /// <summary>How it stands with each contact.</summary>
    internal IReadOnlyDictionary<PublicKey, MailKeysState> States(DateTimeOffset now) => _pairs.ToDictionary(static pair => pair.Key, pair => StateOf(pair.Value, now));

    /// <summary>What to say when a contact comes online.</summary>
    internal IReadOnlyList<byte[]> Greet(PublicKey contact, DateTimeOffset now) => Pair(contact).Greet(now);

    /// <summary>Takes a step of the agreement and gives back what to answer.</summary>
    internal async Task<KeysOutcome> ReceiveAsync(PublicKey contact, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outcome = Pair(contact).Receive(body.Span, now);
        if (outcome.IsChanged)
        {
            await SaveAsync(contact, cancellationToken);
        }

        if (outcome.TagsChanged)
        {
            Expect(contact, now);
        }

        return outcome;
    }

    /// <summary>The user accepts the other keys that wait for his word: they count from now on, and their card is the one in the contact list.</summary>
    /// <returns>False when none wait.</returns>
    internal async Task<bool> AcceptOtherAsync(PublicKey contact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Pair(contact).AcceptOther() is not { } card)
        {
            return false;
        }

        await SaveAsync(contact, card.ToContactCard(), cancellationToken);
        Expect(contact, now);
        return true;
    }

    /// <summary>The user does not want the card with other keys that he was given.</summary>
    internal async Task KeepPinnedAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        Pair(contact).KeepPinned();
        await SaveAsync(contact, cancellationToken);
    }

    /// <summary>Seals contents for a contact, all or none.</summary>
    /// <returns>Null when the keys do not allow it now: none agreed on, or today's are used up.</returns>
    internal async Task<IReadOnlyList<SealedEnvelope>?> SealAsync(PublicKey contact, IReadOnlyList<(EnvelopeContent Content, EnvelopeClass Size)> contents, DateTimeOffset now, TimeSpan life, CancellationToken cancellationToken)
    {
        if (Pair(contact).TagsLeft(now) < contents.Count)
        {
            return null;
        }

        var envelopes = new List<SealedEnvelope>(contents.Count);
        foreach (var (content, size) in contents)
        {
            if (Pair(contact).Seal(content, size, now, life) is not { } envelope)
            {
                break;
            }

            envelopes.Add(envelope);
        }

        if (envelopes.Count > 0)
        {
            await SaveAsync(contact, cancellationToken);
        }

        return envelopes.Count == contents.Count ? envelopes : null;
    }

    /// <summary>Opens an envelope for this node; null when it is for somebody else, not genuine, or was opened before.</summary>
    internal async Task<(PublicKey Contact, OpenedEnvelope Opened)?> OpenAsync(EnvelopeTag tag, byte[] envelope, CancellationToken cancellationToken)
    {
        if (_tags.Find(tag) is not { } found || Pair(found.Contact).Open(envelope, found.Tag) is not { } opened)
        {
            return null;
        }

        await SaveAsync(found.Contact, cancellationToken);
        return (found.Contact, opened);
    }

    /// <summary>New one-time keys, in an envelope that goes along with others, for a contact who has few left; none when there is no need.</summary>
    internal async Task<IReadOnlyList<SealedEnvelope>> SealPrekeysAsync(PublicKey contact, DateTimeOffset now, TimeSpan life, CancellationToken cancellationToken)
    {
        if (Pair(contact).SealPrekeys(now, life) is not { } envelope)
        {
            return [];
        }

        await SaveAsync(contact, cancellationToken);
        return [envelope];
    }

    /// <summary>Takes a contact's new one-time keys; saved when the one that opened them is spent.</summary>
    internal void TakePrekeys(PublicKey contact, OpenedEnvelope opened) => Pair(contact).TakeMailedPrekeys(opened);

    /// <summary>What a one-time key opened is durable: it is erased.</summary>
    internal async Task SpendAsync(PublicKey contact, OpenedEnvelope opened, CancellationToken cancellationToken)
    {
        if (opened.PrekeyId is { } prekey)
        {
            Pair(contact).Spend(prekey);
            await SaveAsync(contact, cancellationToken);
        }
    }

    /// <summary>Steps all keys over the days.</summary>
    /// <returns>True when the tags that are for this node have changed.</returns>
    internal async Task<bool> AdvanceAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = false;
        foreach (var (contact, pair) in _pairs)
        {
            if (pair.Advance(now))
            {
                changed = true;
                await SaveAsync(contact, cancellationToken);
                Expect(contact, now);
            }
        }

        return changed;
    }

    /// <summary>Forgets contacts that are none any more.</summary>
    /// <returns>Those forgotten.</returns>
    internal async Task<IReadOnlyList<PublicKey>> KeepOnlyAsync(IReadOnlySet<PublicKey> contacts, CancellationToken cancellationToken)
    {
        var gone = _pairs.Keys.Where(contact => !contacts.Contains(contact)).ToList();
        foreach (var contact in gone)
        {
            await store.ForgetAsync(contact, cancellationToken);
            _pairs.Remove(contact, out var pair);
            pair?.Dispose();
            _tags.Remove(contact);
        }

        return gone;
    }

    public void Dispose()
    {
        foreach (var pair in _pairs.Values)
        {
            pair.Dispose();
        }

        _identity?.Dispose();
    }

    private async Task<MailIdentity> LoadIdentityAsync(CancellationToken cancellationToken)
    {
        if (await store.FindOwnAsync(cancellationToken) is { } saved && MailIdentity.Load(saved) is { } known)
        {
            return known;
        }

        var created = MailIdentity.Create();
        await store.SaveOwnAsync(created.Save(), cancellationToken);
        return created;
    }

    private static bool IsByCardAlone(PairState pair) => pair is { PeerKeys: { } known, OtherCard: null, HasAgreed: false } && known != MailKeys.Nobody;

    private static MailKeysState StateOf(PairState pair, DateTimeOffset now) =>
        pair.IsOtherGiven ? MailKeysState.CardDiffers
        : pair.OtherCard is not null ? MailKeysState.Changed
        : pair.CanSeal(now) ? MailKeysState.Agreed
        : IsByCardAlone(pair) ? MailKeysState.CardOnly
        : MailKeysState.None;

    private PairState Pair(PublicKey contact)
    {
        if (!_pairs.TryGetValue(contact, out var pair))
        {
            _pairs[contact] = pair = PairState.New(Parties(contact));
        }

        return pair;
    }

    private PairParties Parties(PublicKey contact) => new(Identity, own.PublicKey, contact) { OwnNospam = own.Id.Nospam };

    /// <exception cref="IOException">The disk is full or broken; it is as if nothing had changed.</exception>
    private Task SaveAsync(PublicKey contact, CancellationToken cancellationToken) =>
        SaveAsync(contact, keys => store.SaveAsync(contact, keys, cancellationToken), cancellationToken);

    /// <summary>The same together with the card in the contact list, whose keys count; null: it is not known.</summary>
    /// <exception cref="IOException">The disk is full or broken; it is as if nothing had changed.</exception>
    private Task SaveAsync(PublicKey contact, ContactCard? card, CancellationToken cancellationToken) =>
        SaveAsync(contact, keys => store.SaveAsync(contact, keys, card, cancellationToken), cancellationToken);

    private async Task SaveAsync(PublicKey contact, Func<byte[], Task> save, CancellationToken cancellationToken)
    {
        try
        {
            await save(Pair(contact).Save());
        }
        catch (IOException)
        {
            await RevertAsync(contact, cancellationToken);
            throw;
        }
    }

    /// <summary>Back to what is kept: else a disk that stays full uses up the day's tags on envelopes that never leave, and the contact is told of keys that a restart forgets.</summary>
    private async Task RevertAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        var saved = await store.FindAsync(contact, cancellationToken);
        if (_pairs.Remove(contact, out var pair))
        {
            pair.Dispose();
        }

        _pairs[contact] = saved is null ? PairState.New(Parties(contact)) : PairState.Load(saved, Parties(contact)) ?? PairState.Lost(Parties(contact));
    }

    private void Expect(PublicKey contact, DateTimeOffset now) => _tags.Set(contact, Pair(contact).ExpectedTags(now));
}
