using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>The vector that came with the design (<c>Vectors/envelope.txt</c>): made by another program, without X-Wing.</summary>
public sealed class EnvelopeVectorTests
{
    private const ushort Expiry = 4000;
    private const int Counter = 7;
    private const uint PrekeyId = 42;

    private static readonly VectorFile _vector = VectorFile.Read("envelope.txt");

    [Fact]
    public void Root_chain_and_day_keys_are_those_of_the_vector()
    {
        using var root = Root();
        using var chain = TwoDaysLater(root);
        using var keys = chain.KeysOf(2);

        Assert.Equal(_vector["RK_1"], root.Key.ToArray());
        Assert.Equal(_vector["CK day+2"], chain.Key.ToArray());
        Assert.Equal(_vector["msgkey"], keys.MessageKey.ToArray());
        Assert.Equal(Tag(_vector["tag(i=7)"]), keys.Tag(Counter));
    }

    [Fact]
    public void Header_ciphertext_and_id_are_those_of_the_vector()
    {
        var (envelope, release) = Seal();

        Assert.Equal(_vector["header"], envelope[..EnvelopeHeader.Size]);
        Assert.Equal(_vector["ct[0..32]"], envelope[EnvelopeHeader.Size..(EnvelopeHeader.Size + 32)]);
        Assert.Equal(_vector["mac"], envelope[^Envelope.MacSize..]);
        Assert.Equal(_vector["x"], release.ToArray());
        Assert.Equal(Id(_vector["envelope id"]), Envelope.IdOf(envelope));
    }

    [Fact]
    public void The_recipients_prekey_opens_it()
    {
        var (envelope, release) = Seal();

        var opened = EnvelopeCipher.Open(envelope, Secrets(Repeat(5), Public(6)))!.Value;

        Assert.Equal(release, opened.Release);
        Assert.Equal("hello Sarah"u8.ToArray(), opened.Inner[..11]);
        Assert.Equal(-1, opened.Inner.AsSpan(11).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void An_envelope_that_its_x_would_not_delete_is_not_genuine()
    {
        var secrets = Secrets(Repeat(6), Public(5));
        var (envelope, _) = Seal();
        envelope.AsSpan(EnvelopeHeader.Size).Clear();
        envelope[Envelope.CommitmentOffset] ^= 1;
        EnvelopeCipher.Seal(envelope, secrets);
        Assert.Null(EnvelopeCipher.Open(envelope, secrets));

        envelope.AsSpan(EnvelopeHeader.Size).Clear();
        envelope[Envelope.CommitmentOffset] ^= 1;
        EnvelopeCipher.Seal(envelope, secrets);
        Assert.NotNull(EnvelopeCipher.Open(envelope, secrets));
    }

    private static (byte[] Envelope, Tombstone Release) Seal()
    {
        var secrets = Secrets(Repeat(6), Public(5));
        using var root = Root();
        using var chain = TwoDaysLater(root);
        using var keys = chain.KeysOf(2);
        var envelope = new byte[4096];
        EnvelopeCipher.WriteHeader(envelope, EnvelopeClass.Small, isIntro: false, Expiry, PrekeyId ^ keys.PrekeyMask(Counter), keys.Tag(Counter), new byte[8], Public(6));
        var release = EnvelopeCipher.Commit(envelope, secrets);
        "hello Sarah"u8.CopyTo(envelope.AsSpan(EnvelopeHeader.Size));
        EnvelopeCipher.Seal(envelope, secrets);
        return (envelope, release);
    }

    /// <summary>DH(E, prekey) and the day's secret.</summary>
    private static byte[] Secrets(byte[] own, byte[] other)
    {
        var shared = new byte[32];
        Assert.True(Curve25519.TryAgree(own, other, shared));
        using var root = Root();
        using var chain = TwoDaysLater(root);
        using var keys = chain.KeysOf(2);
        return [.. shared, .. keys.MessageKey];
    }

    private static RootKey Root()
    {
        var (ephemerals, identities) = (new byte[32], new byte[32]);
        Assert.True(Curve25519.TryAgree(Repeat(3), Public(4), ephemerals));
        Assert.True(Curve25519.TryAgree(Repeat(1), Public(2), identities));
        return new RootKey(new byte[32], [.. ephemerals, .. identities], 1, _vector["IK_A pub"], _vector["IK_B pub"]);
    }

    private static DayChain TwoDaysLater(RootKey root)
    {
        var chain = root.Chain(0, 0);
        chain.AdvanceTo(2);
        return chain;
    }

    private static byte[] Repeat(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static byte[] Public(byte value) => Curve25519.PublicOf(Repeat(value));

    private static EnvelopeTag Tag(byte[] bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes));

    private static EnvelopeId Id(byte[] bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes));
}
