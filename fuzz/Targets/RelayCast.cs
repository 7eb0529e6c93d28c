using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>Two contacts with keys that are the same in each process, for the seeds are made in one and run in others.</summary>
internal sealed class RelayCast : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public MailIdentity Alice { get; } = Identity(1);

    public MailIdentity Bob { get; } = Identity(2);

    public PairParties AliceParties => new(Alice, Cast.Alice.PublicKey, Cast.Bob.PublicKey);

    public PairParties BobParties => new(Bob, Cast.Bob.PublicKey, Cast.Alice.PublicKey);

    public static EnvelopeContent Content(ReadOnlyMemory<byte> payload) =>
        new() { Kind = EnvelopeKind.Mail, MailId = new MailId(7), Created = Now, Payload = payload };

    private static byte[] BobsPrekey => Curve25519.PublicOf(Repeat(5));

    /// <summary>What each says to the other, greetings included, until all is said.</summary>
    public static IReadOnlyList<byte[]> Meet(PairState alice, PairState bob)
    {
        List<byte[]> said = [];
        Queue<(PairState To, PairState From, byte[] Frame)> frames = new([.. alice.Greet(Now).Select(frame => (bob, alice, frame)), .. bob.Greet(Now).Select(frame => (alice, bob, frame))]);
        while (frames.TryDequeue(out var next))
        {
            said.Add(next.Frame);
            foreach (var reply in next.To.Receive(next.Frame, Now).Replies)
            {
                frames.Enqueue((next.From, next.To, reply));
            }
        }

        return said;
    }

    /// <summary>Bob's state after a first agreement; what he hands out is one key, <see cref="BobsPrekey"/>.</summary>
    public PairState MakeBob()
    {
        using var keys = new PairKeys { Pinned = Alice.Public };
        using var root = Root();
        keys.Generations.Add(new Generation
        {
            Number = 1,
            StartDay = Days.Of(Now),
            Check = root.Check(),
            Salt = root.NextSalt(),
            Send = root.Chain(1, Days.Of(Now)),
            Receive = root.Chain(0, Days.Of(Now)),
            IsConfirmed = true,
        });
        keys.Own.Restore(new OwnPrekey(OwnPrekey.IdOf(BobsPrekey), Secret.Copy(Repeat(5))));
        return PairState.Load(PairStateCodec.Write(keys), BobParties) ?? throw new InvalidOperationException("Not a state.");
    }

    /// <summary>An envelope from Alice to Bob.</summary>
    public byte[] MakeEnvelope()
    {
        using var root = Root();
        using var chain = root.Chain(0, Days.Of(Now));
        using var keys = chain.KeysOf(Days.Of(Now));
        using var ephemeral = new Ephemeral(Secret.Copy(Repeat(6)), Curve25519.PublicOf(Repeat(6)));
        var address = new EnvelopeAddress(EnvelopeClass.Small, 4000, keys, 7);
        return PairSealing.Seal(AliceParties, Bob.Public, Content("hello"u8.ToArray()), address, BobsPrekey, Repeat(8), ephemeral, Repeat(9).AsSpan(0, Envelope.NonceSize))?.Bytes
            ?? throw new InvalidOperationException("Not sealed.");
    }

    /// <summary>Alice's card, and the proof for Bob that she holds its Tox key.</summary>
    public (MailCard Card, byte[] Proof) MakeProvedCard()
    {
        var card = MailCard.Of(Alice, new ToxId(new PublicKey(Curve25519.PublicOf(Repeat(4))), 1));
        return (card, ToxProof.Make(Repeat(4), card, Bob.Public) ?? throw new InvalidOperationException("No proof."));
    }

    /// <summary>An intro to Bob with this sealed part, which nobody has paid for.</summary>
    public byte[] MakeIntro(ReadOnlySpan<byte> inner)
    {
        using var ephemeral = new Ephemeral(Secret.Copy(Repeat(6)), Curve25519.PublicOf(Repeat(6)));
        var secret = new byte[Secret.Size];
        Property.Holds(Curve25519.TryAgree(ephemeral.Secret, Bob.Public.Agreement, secret), "Bob has a key");
        var bytes = new byte[Envelope.SizeOf(EnvelopeClass.Small)];
        EnvelopeCipher.WriteHeader(bytes, EnvelopeClass.Small, isIntro: true, 4000, 1, new EnvelopeTag(7), Repeat(9).AsSpan(0, Envelope.NonceSize), ephemeral.Public);
        EnvelopeCipher.Commit(bytes, secret);
        inner.CopyTo(bytes.AsSpan(EnvelopeHeader.Size));
        EnvelopeCipher.Seal(bytes, secret);
        return bytes;
    }

    public void Dispose()
    {
        Alice.Dispose();
        Bob.Dispose();
    }

    private RootKey Root() => new(new byte[Secret.Size], Repeat(3), 1, Alice.Public.Agreement, Bob.Public.Agreement);

    private static byte[] Repeat(byte value) => [.. Enumerable.Repeat(value, Secret.Size)];

    private static MailIdentity Identity(byte value) => MailIdentity.Load([1, .. Enumerable.Repeat(value, Secret.Size * 2)]) ?? throw new InvalidOperationException("Not an identity.");
}
