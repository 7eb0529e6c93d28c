using System.Buffers.Binary;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>KEYS frames: what is said to a contact that came online, and what its frames bring about. <c>docs/protocol.md</c> §5.1.</summary>
internal sealed class KeysDialogue(PairParties parties, PairKeys keys) : IDisposable
{
    /// <summary>Offers taken from one greeting to the next: each costs some of the processor.</summary>
    private const int MaxOffers = 8;

    /// <summary>Frames taken likewise; an agreement and its prekeys need a dozen.</summary>
    private const int MaxFrames = 64;

    private const int IdentitySize = MailKeys.Size + MailKeys.SignatureSize + sizeof(uint);

    private readonly PairParties _parties = parties;
    private readonly PairKeys _keys = keys;
    private readonly Agreement _agreement = new(parties);
    private int _offersTaken;
    private int _framesTaken;
    private int _identitiesTaken;

    public IReadOnlyList<byte[]> Greet(DateTimeOffset now)
    {
        var today = Days.Of(now);
        _agreement.Dispose();
        (_offersTaken, _framesTaken, _identitiesTaken) = (0, 0, 0);
        List<byte[]> bodies = [Identity()];
        if (_keys.Shown is not null)
        {
            return bodies;
        }

        bodies.Add(PrekeyFrames.Have(_keys.Peer));
        if (_keys.Generations.All is [{ IsConfirmed: false } newest, ..])
        {
            bodies.Add(Confirmation(newest, sealsWith: false));
        }

        if (_keys.Generations.Sealing(today) is { } sealing)
        {
            bodies.Add(Confirmation(sealing, sealsWith: true));
        }

        if (_keys.Generations.IsRenewalDue(today))
        {
            bodies.Add(Offer(today));
        }

        return bodies;
    }

    public KeysOutcome Receive(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (body.IsEmpty || ++_framesTaken > MaxFrames)
        {
            return KeysOutcome.Malformed;
        }

        var type = (KeysType)body[0];
        if (type == KeysType.Identity)
        {
            return TakeIdentity(body[1..]);
        }

        // Before it showed its identity, or while it shows another than the pinned one, nothing counts.
        return _keys.Pinned is null || _keys.Shown is not null ? KeysOutcome.Nothing : type switch
        {
            KeysType.Offer => TakeOffer(body, Days.Of(now)),
            KeysType.Answer => TakeAnswer(body[1..], _keys.Pinned),
            KeysType.Confirm => TakeConfirmation(body[1..], Days.Of(now)),
            KeysType.Have => PrekeyFrames.TakeHave(body[1..], _keys.Own, now),
            KeysType.Prekeys => PrekeyFrames.TakePrekeys(body[1..], _keys.Peer, isByMail: false),
            _ => KeysOutcome.Malformed,
        };
    }

    public void Dispose() => _agreement.Dispose();

    private byte[] Identity()
    {
        var body = new byte[1 + IdentitySize];
        var writer = new ByteWriter(body);
        writer.Byte((byte)KeysType.Identity);
        writer.Write(_parties.Own.Public.Bytes);
        writer.Write(_parties.Own.Bind(_parties.OwnTox));
        writer.UInt32(_parties.OwnNospam);
        return body;
    }

    private byte[] Offer(int today) => _agreement.Offer(_keys.Generations.Highest + 1, today, _keys.Generations.Named());

    private static byte[] Confirmation(Generation generation, bool sealsWith)
    {
        var body = new byte[1 + sizeof(uint) + sizeof(ulong) + 1];
        var writer = new ByteWriter(body);
        writer.Byte((byte)KeysType.Confirm);
        writer.UInt32(generation.Number);
        writer.UInt64(generation.Check);
        writer.Flag(sealsWith);
        return body;
    }

    private KeysOutcome TakeIdentity(ReadOnlySpan<byte> body)
    {
        if (body.Length != IdentitySize)
        {
            return KeysOutcome.Malformed;
        }

        var tox = new ToxId(_parties.PeerTox, BinaryPrimitives.ReadUInt32LittleEndian(body[^sizeof(uint)..]));
        if (MailCard.Of(tox, body[..^sizeof(uint)]) is not { } card || card.Keys.Agreement.SequenceEqual(_parties.Own.Public.Agreement))
        {
            return KeysOutcome.Malformed;
        }

        if (++_identitiesTaken > 1)
        {
            // It has begun anew, after its user accepted our keys: what was under way with it is forgotten there.
            _agreement.Dispose();
        }

        var before = (_keys.Pinned, _keys.Shown);
        _keys.Pinned ??= card.Keys;
        _keys.Shown = card.Keys == _keys.Pinned ? null : card;
        return new KeysOutcome
        {
            IsChanged = before != (_keys.Pinned, _keys.Shown),
            PeerKeysChanged = _keys.Shown is not null,
            Card = card,
        };
    }

    private KeysOutcome TakeOffer(ReadOnlySpan<byte> body, int today)
    {
        if (KeyOffer.Read(body[1..]) is not { } theirs)
        {
            return KeysOutcome.Malformed;
        }

        if (Math.Abs(theirs.Day - today) > Days.Ahead || ++_offersTaken > MaxOffers || !_keys.Generations.MayAgree(today))
        {
            return KeysOutcome.Nothing;
        }

        List<byte[]> replies = _agreement.HasOffered ? [] : [Offer(today)];
        if (_agreement.Take(theirs, KeyOffer.NameOf(body)) is not { } answer)
        {
            return KeysOutcome.Malformed;
        }

        return new KeysOutcome { Replies = [.. replies, answer] };
    }

    private KeysOutcome TakeAnswer(ReadOnlySpan<byte> body, MailKeys peer)
    {
        if (!Agreement.IsAnswer(body))
        {
            return KeysOutcome.Malformed;
        }

        if (_agreement.Finish(body, peer, number => _keys.Generations.Find(number)?.Salt) is not { } generation)
        {
            return KeysOutcome.Nothing;
        }

        _agreement.Dispose();
        _keys.Generations.Add(generation);
        return new KeysOutcome { IsChanged = true, TagsChanged = true, Replies = [Confirmation(generation, sealsWith: false)] };
    }

    private KeysOutcome TakeConfirmation(ReadOnlySpan<byte> body, int today)
    {
        var reader = new ByteReader(body);
        var (number, check, sealsWith) = (reader.UInt32(), reader.UInt64(), reader.Flag());
        if (!reader.IsAtEnd)
        {
            return KeysOutcome.Malformed;
        }

        if (_keys.Generations.Find(number) is { } generation && generation.Check == check)
        {
            var isNew = _keys.Generations.Confirm(generation);
            var changed = isNew | (sealsWith && _keys.Generations.PeerSealsWith(generation, today));
            return new KeysOutcome { IsChanged = changed, TagsChanged = changed, Replies = isNew ? [Confirmation(generation, sealsWith: true)] : [] };
        }

        return sealsWith ? TakeLost(number, today) : KeysOutcome.Nothing;
    }

    /// <summary>
    /// The contact seals with what this node does not have. It was told here once that this node has it: so this node's state is an old one, and no tag or prekey of it is safe to use.
    /// </summary>
    private KeysOutcome TakeLost(uint number, int today)
    {
        if (number <= _keys.Generations.Highest || number >= int.MaxValue)
        {
            return KeysOutcome.Nothing;
        }

        _keys.Jump(number);
        return new KeysOutcome { IsChanged = true, Replies = _agreement.HasOffered ? [] : [Offer(today)] };
    }
}
