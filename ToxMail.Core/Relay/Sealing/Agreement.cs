using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// An agreement on keys that is under way on a live link: both offer fresh keys, each tells the other a secret, both derive the same root. It is never saved; a link that ends begins anew.
/// </summary>
internal sealed class Agreement(PairParties parties) : IDisposable
{
    private const int AnswerSize = sizeof(ulong) * 2 + Xwing.CiphertextSize;

    private readonly PairParties _parties = parties;
    private Secret? _ephemeral;
    private Secret? _kem;
    private KeyOffer? _mine;
    private ulong _mineName;
    private KeyOffer? _theirs;
    private ulong _theirsName;
    private Secret? _told;

    /// <summary>An own offer is out.</summary>
    public bool HasOffered => _mine is not null;

    /// <summary>Makes the own offer and gives its body.</summary>
    public byte[] Offer(uint next, int day, IReadOnlyList<HeldGeneration> held) => Offer(next, day, held, Secret.Random(), Secret.Random());

    /// <summary>Makes the own offer of secrets that are given away to it.</summary>
    public byte[] Offer(uint next, int day, IReadOnlyList<HeldGeneration> held, Secret ephemeral, Secret kem)
    {
        (_ephemeral, _kem) = (ephemeral, kem);
        _mine = new KeyOffer { Ephemeral = Curve25519.PublicOf(_ephemeral.Bytes), Kem = Xwing.PublicOf(_kem.Bytes), Next = next, Day = day, Held = held };
        var body = _mine.Write();
        _mineName = KeyOffer.NameOf(body);
        return body;
    }

    /// <summary>Takes the other's offer, once there is an own one, and gives the body of the answer; null when the offer's key is none.</summary>
    public byte[]? Take(KeyOffer theirs, ulong name)
    {
        Span<byte> seed = stackalloc byte[Xwing.EncapsulationSeedSize];
        RandomNumberGenerator.Fill(seed);
        var answer = Take(theirs, name, seed);
        CryptographicOperations.ZeroMemory(seed);
        return answer;
    }

    /// <summary>Takes the other's offer and tells it the secret that a seed makes.</summary>
    public byte[]? Take(KeyOffer theirs, ulong name, ReadOnlySpan<byte> seed)
    {
        var told = new Secret();
        var answer = new byte[1 + AnswerSize];
        var writer = new ByteWriter(answer);
        writer.Byte((byte)KeysType.Answer);
        writer.UInt64(name);
        writer.UInt64(_mineName);
        var good = Xwing.TryEncapsulate(theirs.Kem, seed, answer.AsSpan(writer.Length), told.Bytes);
        _told?.Dispose();
        (_theirs, _theirsName, _told) = (theirs, name, told);
        return good ? answer : null;
    }

    /// <summary>Takes the other's answer. Null when it belongs to other offers, or to keys that are none.</summary>
    /// <param name="body">Without its type.</param>
    /// <param name="peer">The other's mail keys.</param>
    /// <param name="saltOf">What a generation left to build on.</param>
    public Generation? Finish(ReadOnlySpan<byte> body, MailKeys peer, Func<uint, Secret?> saltOf)
    {
        var reader = new ByteReader(body);
        if (_mine is null || _theirs is null || reader.UInt64() != _mineName || reader.UInt64() != _theirsName)
        {
            return null;
        }

        var shared = GC.AllocateArray<byte>(Secret.Size * 4, pinned: true);
        try
        {
            return Derive(reader.Take(Xwing.CiphertextSize), peer, saltOf, shared);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    public static bool IsAnswer(ReadOnlySpan<byte> body) => body.Length == AnswerSize;

    /// <summary>Forgets all of it.</summary>
    public void Dispose()
    {
        _ephemeral?.Dispose();
        _kem?.Dispose();
        _told?.Dispose();
        (_ephemeral, _kem, _told, _mine, _theirs) = (null, null, null, null, null);
    }

    private Generation? Derive(ReadOnlySpan<byte> ciphertext, MailKeys peer, Func<uint, Secret?> saltOf, Span<byte> shared)
    {
        var own = _parties.Own.Public.Agreement;
        var isSmaller = own.SequenceCompareTo(peer.Agreement) < 0;
        var (told, heard) = isSmaller ? (64, 96) : (96, 64);
        _told!.Bytes.CopyTo(shared[told..]);
        if (!Curve25519.TryAgree(_ephemeral!.Bytes, _theirs!.Ephemeral, shared[..Secret.Size])
            || !Curve25519.TryAgree(_parties.Own.Agreement.Bytes, peer.Agreement, shared.Slice(Secret.Size, Secret.Size))
            || !Xwing.TryDecapsulate(_kem!.Bytes, ciphertext, shared.Slice(heard, Secret.Size)))
        {
            return null;
        }

        var number = Math.Max(_mine!.Next, _theirs.Next);
        using var none = new Secret();
        var salt = Base() is { } common ? saltOf(common) : none;
        if (salt is null)
        {
            return null;
        }

        using var root = isSmaller
            ? new RootKey(salt.Bytes, shared, number, own, peer.Agreement)
            : new RootKey(salt.Bytes, shared, number, peer.Agreement, own);
        return Split(root, number, isSmaller);
    }

    /// <summary>The highest generation both hold; null when there is none.</summary>
    private uint? Base() => _mine!.Held.Intersect(_theirs!.Held).Select(held => (uint?)held.Number).Max();

    private Generation Split(RootKey root, uint number, bool isSmaller)
    {
        // Clocks differ: the earlier day, so that either can use its own.
        var day = Math.Min(_mine!.Day, _theirs!.Day);
        byte sending = isSmaller ? (byte)0 : (byte)1;
        return new Generation
        {
            Number = number,
            StartDay = day,
            Check = root.Check(),
            Salt = root.NextSalt(),
            Send = root.Chain(sending, day),
            Receive = root.Chain((byte)(1 - sending), day),
        };
    }
}
