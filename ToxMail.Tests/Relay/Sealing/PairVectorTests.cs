using System.Buffers.Binary;
using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>Two agreements with X-Wing, an envelope, a card and an intro envelope as another program made them (<c>Vectors/pair.txt</c>).</summary>
public sealed class PairVectorTests : IDisposable
{
    private const int Day = 1057;

    private static readonly VectorFile _vector = VectorFile.Read("pair.txt");

    private readonly MailIdentity _alice = MailIdentity.Load([1, .. Repeat(1), .. Repeat(0x14)])!;
    private readonly MailIdentity _bob = MailIdentity.Load([1, .. Repeat(2), .. Repeat(0x15)])!;

    private PairParties Alice => new(_alice, new PublicKey(Repeat(0x16)), new PublicKey(Repeat(0x33)));

    private PairParties Bob => new(_bob, new PublicKey(Repeat(0x33)), new PublicKey(Repeat(0x16)));

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    [Fact]
    public void Mail_keys_and_their_binding_are_those_of_the_vector()
    {
        Assert.Equal(_vector["SK_A pub"], _alice.Public.Signing.ToArray());
        Assert.Equal(_vector["SK_B pub"], _bob.Public.Signing.ToArray());
        Assert.Equal(_vector["binding"], _alice.Bind(Alice.OwnTox));
    }

    [Fact]
    public void Agreements_build_on_each_other_as_in_the_vector()
    {
        var (first, second) = (Agree(1, [], 3, 7, 9), AgreeTwice());

        Assert.Equal(_vector["check_1"], Bytes(first.Alice.Check));
        Assert.Equal(_vector["salt_1"], first.Alice.Salt!.Bytes.ToArray());
        Assert.Equal(_vector["check_2"], Bytes(second.Alice.Check));
        Assert.Equal(_vector["salt_2"], second.Bob.Salt!.Bytes.ToArray());
        Assert.Equal(_vector["CK0 A->B"], second.Alice.Send!.Key.ToArray());
        Assert.Equal(_vector["CK0 A->B"], second.Bob.Receive.Key.ToArray());
        Assert.Equal(_vector["CK0 B->A"], second.Bob.Send!.Key.ToArray());
        Assert.Equal(_vector["CK0 B->A"], second.Alice.Receive.Key.ToArray());
    }

    [Fact]
    public void The_highest_generation_that_both_hold_is_built_on()
    {
        using var alice = new Agreement(Alice);
        using var bob = new Agreement(Bob);
        var fromAlice = alice.Offer(9, Day, [new(8, 80), new(7, 70), new(5, 50)]);
        var fromBob = bob.Offer(9, Day, [new(8, 81), new(7, 70), new(5, 50)]);
        alice.Take(KeyOffer.Read(fromBob.AsSpan(1))!, KeyOffer.NameOf(fromBob));
        var toAlice = bob.Take(KeyOffer.Read(fromAlice.AsSpan(1))!, KeyOffer.NameOf(fromAlice))!;
        uint? built = null;

        alice.Finish(toAlice.AsSpan(1), _bob.Public, number =>
        {
            built = number;
            return null;
        });

        Assert.Equal(7u, built);
    }

    [Fact]
    public void Envelope_is_that_of_the_vector()
    {
        var chain = AgreeTwice().Alice.Send!;
        using var keys = chain.KeysOf(Day + 3);
        using var ephemeral = new Ephemeral(Secret.Copy(Repeat(6)), Curve25519.PublicOf(Repeat(6)));

        var envelope = PairSealing.Seal(Alice, _bob.Public, Content, new EnvelopeAddress(EnvelopeClass.Medium, 4001, keys, 5), Curve25519.PublicOf(Repeat(5)), Repeat(0x13), ephemeral, Repeat(0x11, 8))!;

        Assert.Equal(_vector["msgkey"], keys.MessageKey.ToArray());
        Assert.Equal(_vector["tag(i=5)"], Bytes(envelope.Tag.Value));
        Assert.Equal(_vector["header"], envelope.Bytes[..96]);
        Assert.Equal(_vector["ct[0..32]"], envelope.Bytes[96..128]);
        Assert.Equal(_vector["mac"], envelope.Bytes[^16..]);
        Assert.Equal(_vector["x"], envelope.Release.ToArray());
        Assert.Equal(_vector["envelope id"][..16], Bytes(envelope.Id.Value));
    }

    [Fact]
    public void Recipient_of_the_vectors_envelope_opens_it()
    {
        using var keys = AgreeTwice().Bob.Receive.KeysOf(Day + 3);
        using var ephemeral = new Ephemeral(Secret.Copy(Repeat(6)), Curve25519.PublicOf(Repeat(6)));
        var prekey = Curve25519.PublicOf(Repeat(5));
        var envelope = PairSealing.Seal(Alice, _bob.Public, Content, new EnvelopeAddress(EnvelopeClass.Medium, 4001, keys, 5), prekey, Repeat(0x13), ephemeral, Repeat(0x11, 8))!;
        using var secret = new OwnPrekey(OwnPrekey.IdOf(prekey), Secret.Copy(Repeat(5)));

        var opened = PairSealing.Open(Bob, _alice.Public, envelope.Bytes, keys.MessageKey, secret)!.Value;

        Assert.Equal(_vector["prekey id"][..4], BitConverter.GetBytes(secret.Id));
        Assert.Equal(Content with { Payload = default }, opened.Content with { Payload = default });
        Assert.Equal(Content.Payload.ToArray(), opened.Content.Payload.ToArray());
        Assert.Equal(Repeat(0x13), InnerPart.FallbackOf(opened.Inner));
    }

    [Fact]
    public void Card_is_that_of_the_vector()
    {
        var card = MailCard.Of(_alice, new ToxId(Alice.OwnTox, 0x01020304));

        Assert.Equal(_vector.Word("card"), card.ToString());
        Assert.Equal(card, MailCard.Parse(_vector.Word("card")));
    }

    [Fact]
    public void Intro_envelope_of_the_vector_is_stamped_and_opens()
    {
        var envelope = _vector["intro"];

        Assert.True(IntroEnvelope.CheckStamp(envelope));
        var (letter, release) = IntroEnvelope.Open(envelope, _bob)!.Value;
        Assert.Equal("hello stranger", Encoding.UTF8.GetString(letter.Payload.Span));
        Assert.Equal(MailCard.Parse(_vector.Word("card")), letter.From);
        Assert.Equal(_vector["intro x"], release.ToArray());
        Assert.Null(IntroEnvelope.Open(envelope, _alice));
    }

    private static EnvelopeContent Content => new()
    {
        Kind = EnvelopeKind.Chunk,
        IsCompressed = true,
        IsSigned = true,
        WantsReceipt = true,
        MailId = MailId.Read(Repeat(0x12)),
        ChunkIndex = 2,
        ChunkCount = 5,
        ChunksNeeded = 4,
        Created = DateTimeOffset.FromUnixTimeSeconds(1795000000),
        Payload = "hello Sarah"u8.ToArray(),
    };

    private (Generation Alice, Generation Bob) AgreeTwice()
    {
        var first = Agree(1, [], 3, 7, 9);
        return Agree(2, [first], 0x0B, 0x0D, 0x0F);
    }

    /// <summary>Both sides of an agreement; Bob's secrets are Alice's and 1.</summary>
    private (Generation Alice, Generation Bob) Agree(uint number, (Generation Alice, Generation Bob)[] held, byte ephemeral, byte kem, byte told)
    {
        using var alice = new Agreement(Alice);
        using var bob = new Agreement(Bob);
        HeldGeneration[] named = [.. held.Select(old => new HeldGeneration(old.Alice.Number, old.Alice.Check))];
        var fromAlice = alice.Offer(number, Day, named, Secret.Copy(Repeat(ephemeral)), Secret.Copy(Repeat(kem)));
        var fromBob = bob.Offer(number, Day + 1, named, Secret.Copy(Repeat((byte)(ephemeral + 1))), Secret.Copy(Repeat((byte)(kem + 1))));
        var toBob = alice.Take(KeyOffer.Read(fromBob.AsSpan(1))!, KeyOffer.NameOf(fromBob), Repeat(told, 64))!;
        var toAlice = bob.Take(KeyOffer.Read(fromAlice.AsSpan(1))!, KeyOffer.NameOf(fromAlice), Repeat((byte)(told + 1), 64))!;
        return (
            alice.Finish(toAlice.AsSpan(1), _bob.Public, _ => held[0].Alice.Salt)!,
            bob.Finish(toBob.AsSpan(1), _alice.Public, _ => held[0].Bob.Salt)!);
    }

    private static byte[] Bytes(ulong value) => BitConverter.GetBytes(value);

    private static byte[] Bytes(UInt128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Repeat(byte value, int count = 32) => [.. Enumerable.Repeat(value, count)];
}
