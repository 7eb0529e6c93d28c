using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// All keys shared with one contact: <c>docs/protocol.md</c> §5.1 and §5.2. Not safe for two threads at once. Whoever drives it saves it before anything that depends on a change leaves the node.
/// </summary>
internal sealed class PairState : IDisposable
{
    /// <summary>Up to so many units are added to an expiry.</summary>
    private readonly PairParties _parties;
    private readonly PairKeys _keys;
    private readonly KeysDialogue _dialogue;
    private int _advancedTo = -1;

    private PairState(PairParties parties, PairKeys keys)
    {
        _parties = parties;
        _keys = keys;
        _dialogue = new KeysDialogue(parties, keys);
    }

    /// <summary>The contact's mail keys; null until it showed them.</summary>
    public MailKeys? PeerKeys => _keys.Pinned;

    /// <summary>Whether keys were ever agreed on with the mail keys pinned: before, only an intro reaches the contact.</summary>
    public bool HasAgreed => _keys.Generations.All.Count > 0;

    /// <summary>A card with other mail keys, which the user has not accepted: one that he was given himself, else the one that the contact shows.</summary>
    public MailCard? OtherCard => _keys.Given ?? _keys.Shown;

    /// <summary>Whether the user was given <see cref="OtherCard"/>.</summary>
    public bool IsOtherGiven => _keys.Given is not null;

    public static PairState New(PairParties parties) => new(parties, new PairKeys());

    /// <summary>For a contact whose state cannot be read any more: whatever mail keys it shows are new ones, which the user has to accept.</summary>
    public static PairState Lost(PairParties parties) => new(parties, new PairKeys { Pinned = MailKeys.Nobody });

    /// <summary>Reads what <see cref="Save"/> wrote; null when it is anything else.</summary>
    public static PairState? Load(ReadOnlySpan<byte> saved, PairParties parties)
    {
        var keys = new PairKeys();
        if (PairStateCodec.TryRead(saved, keys))
        {
            return new PairState(parties, keys);
        }

        keys.Dispose();
        return null;
    }

    /// <summary>All of it, secrets included.</summary>
    public byte[] Save() => PairStateCodec.Write(_keys);

    /// <summary>What <see cref="Take"/> would make of a card.</summary>
    public CardVerdict Judge(MailCard card) =>
        _keys.Pinned is null ? CardVerdict.First
        : _keys.Pinned == card.Keys ? CardVerdict.Same
        : _keys.Former.Contains(card.Keys) ? CardVerdict.Former
        : CardVerdict.Other;

    /// <summary>Takes a card that the user was given: its keys count if none are known, and wait for him if others do. His last card is his word. To be saved.</summary>
    public CardVerdict Take(MailCard card)
    {
        var verdict = Judge(card);
        _keys.Pinned ??= card.Keys;
        _keys.Given = verdict switch
        {
            CardVerdict.Other => card,
            CardVerdict.Same => null,
            _ => _keys.Given,
        };
        return verdict;
    }

    /// <summary>Bodies of KEYS frames to send when the contact came online. Forgets an agreement that was under way; changes nothing that has to be saved.</summary>
    public IReadOnlyList<byte[]> Greet(DateTimeOffset now) => _dialogue.Greet(now);

    /// <summary>Takes the body of a KEYS frame.</summary>
    public KeysOutcome Receive(ReadOnlySpan<byte> body, DateTimeOffset now) => _dialogue.Receive(body, now);

    /// <summary>The user accepts <see cref="OtherCard"/>: its keys count, and all that was agreed on with the old ones is forgotten. To be saved; then the contact is to be greeted again.</summary>
    public MailCard? AcceptOther()
    {
        if (OtherCard is not { } card)
        {
            return null;
        }

        _keys.PinInstead(card.Keys);
        return card;
    }

    /// <summary>The user does not want the card that he was given. To be saved.</summary>
    public void KeepPinned() => _keys.Given = null;

    /// <summary>Whether <see cref="Seal"/> would give an envelope.</summary>
    public bool CanSeal(DateTimeOffset now) => TagsLeft(now) > 0;

    /// <summary>How many envelopes can be sealed for the contact before the day is over.</summary>
    public int TagsLeft(DateTimeOffset now) => SealingNow(now) is not var (generation, day) ? 0
        : generation.Send!.Day < day ? DayKeys.Tags
        : DayKeys.Tags - generation.TagsUsed;

    /// <summary>Seals for the contact; null when it cannot: no keys agreed on yet, no prekey, today's tags used up, too much content. To be saved before the envelope leaves.</summary>
    public SealedEnvelope? Seal(EnvelopeContent content, EnvelopeClass size, DateTimeOffset now, TimeSpan life)
    {
        if (SealingNow(now) is not var (generation, day) || content.Payload.Length > EnvelopeContent.Capacity(size, content.IsSigned))
        {
            return null;
        }

        Generations.StepSending(generation, day);
        if (generation.TagsUsed >= DayKeys.Tags)
        {
            return null;
        }

        using var keys = generation.Send!.KeysOf(day);
        var expiry = EnvelopeLife.Choose(now, life);
        var address = new EnvelopeAddress(size, expiry, keys, generation.TagsUsed++);
        while (_keys.Peer.Next() is { } prekey)
        {
            if (PairSealing.Seal(_parties, _keys.Pinned!, content, address, prekey, _keys.Own.Fallback) is { } envelope)
            {
                return envelope;
            }

            _keys.Peer.Discard(prekey);
        }

        return null;
    }

    /// <summary>All tags the contact may use.</summary>
    public IReadOnlyList<ExpectedTag> ExpectedTags(DateTimeOffset now)
    {
        var today = Days.Of(now);
        List<ExpectedTag> tags = [];
        foreach (var generation in _keys.Generations.All)
        {
            var last = Math.Min(today + Days.Ahead, generation.LastDay ?? int.MaxValue);
            var first = Math.Max(today - Days.Back, generation.Receive.Day);
            tags.AddRange(generation.Receive.TagsOf(first, last).Select(tag => new ExpectedTag(tag.Tag, (int)generation.Number, tag.Day, tag.Counter)));
        }

        return tags;
    }

    /// <summary>Opens an envelope with one of <see cref="ExpectedTags"/>; null when it is not the contact's, was altered, or its one-time key is spent. To be saved.</summary>
    public OpenedEnvelope? Open(ReadOnlySpan<byte> envelope, ExpectedTag tag)
    {
        if (!Envelope.TryReadHeader(envelope, out var header) || header.IsIntro || header.Tag != tag.Tag || _keys.Pinned is null || KeysOf(tag) is not var (generation, keys))
        {
            return null;
        }

        using var disposing = keys;
        var prekeyId = Envelope.PrekeyOf(envelope) ^ keys.PrekeyMask(tag.Counter);
        if (_keys.Own.Find(prekeyId, out var isOnce) is not { } prekey
            || PairSealing.Open(_parties, _keys.Pinned, envelope, keys.MessageKey, prekey) is not var (inner, content, release))
        {
            return null;
        }

        Learn(generation, tag.Day, inner, content, prekeyId);
        return new OpenedEnvelope { Content = content, Release = release, PrekeyId = isOnce ? prekeyId : null };
    }

    /// <summary>Erases a one-time key, once what it opened is durable. To be saved.</summary>
    public void Spend(uint prekeyId) => _keys.Own.Spend(prekeyId);

    /// <summary>
    /// An envelope with new one-time keys, once the contact has used half of its own and more by mail; null before. Sealed to a one-time key alone: it opens once then, and keys that
    /// were used since are not taken again when it comes a second time. To be saved before it leaves.
    /// </summary>
    public SealedEnvelope? SealPrekeys(DateTimeOffset now, TimeSpan life)
    {
        if (_keys.Own.Fallbacks.Count == 0 || _keys.Own.Unspent >= OwnPrekeys.Stack / 2 || _keys.Peer.Once.Count == 0 || !CanSeal(now))
        {
            return null;
        }

        var payload = PrekeyFrames.Prekeys(_keys.Own, _keys.Own.Make(OwnPrekeys.Stack - _keys.Own.Unspent), replace: false, now);
        return Seal(new EnvelopeContent { Kind = EnvelopeKind.Keys, MailId = MailId.New(), Created = now, Payload = payload }, EnvelopeClass.Small, now, life);
    }

    /// <summary>Takes the contact's keys out of what <see cref="SealPrekeys"/> made. False when there are none. To be saved together with <see cref="Spend"/>.</summary>
    public bool TakeMailedPrekeys(OpenedEnvelope opened) =>
        opened is { PrekeyId: not null, Content: { Kind: EnvelopeKind.Keys, Payload.Span: [(byte)KeysType.Prekeys, ..] } }
        && !PrekeyFrames.TakePrekeys(opened.Content.Payload.Span[1..], _keys.Peer, isByMail: true).IsMalformed;

    /// <summary>Steps keys over days and forgets what is too old. True: to be saved, and the expected tags are others. So it is at the first call and at the first of each day.</summary>
    public bool Advance(DateTimeOffset now)
    {
        var today = Days.Of(now);
        var isNewDay = _advancedTo != today;
        _advancedTo = today;
        return _keys.Generations.Advance(today) | _keys.Own.Advance(today) | isNewDay;
    }

    public void Dispose()
    {
        _dialogue.Dispose();
        _keys.Dispose();
    }

    /// <summary>The generation to seal with and the day of its tags: today, or tomorrow after a clock was set back.</summary>
    private (Generation Generation, int Day)? SealingNow(DateTimeOffset now)
    {
        var today = Days.Of(now);
        return _keys.Pinned is null || _keys.AreInDoubt || _keys.Peer.IsEmpty || _keys.Generations.Sealing(today) is not { } generation
            ? null
            : (generation, Math.Max(today, generation.Send!.Day));
    }

    /// <summary>The keys a tag stands for; null when they are erased.</summary>
    private (Generation Generation, DayKeys Keys)? KeysOf(ExpectedTag tag) =>
        _keys.Generations.Find((uint)tag.Generation) is { } generation && tag.Day >= generation.Receive.Day && tag.Day <= ushort.MaxValue
            ? (generation, generation.Receive.KeysOf(tag.Day))
            : null;

    /// <summary>What a genuine envelope tells beside its content: which keys the contact has by now.</summary>
    private void Learn(Generation generation, int day, byte[] inner, EnvelopeContent content, uint prekeyId)
    {
        _keys.Generations.Confirm(generation);
        _keys.Generations.PeerSealsWith(generation, day);
        _keys.Own.FallbackKnown(prekeyId, day);

        // A mail that waited for days is sealed with the keys of the day it leaves.
        var created = Math.Max((ulong)content.Created.ToUnixTimeSeconds(), Days.StartOf(day));
        if (InnerPart.FallbackOf(inner) is { } fallback && (_keys.Peer.Fallback is null || created > _keys.Peer.FallbackFrom))
        {
            _keys.Peer.SetFallback(fallback, created);
        }
    }
}
