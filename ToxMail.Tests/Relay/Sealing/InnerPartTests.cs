using CsCheck;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>The sealed part as a hostile contact can make it: it has the keys, so the AEAD is no defence.</summary>
public sealed class InnerPartTests
{
    private const int Size = 4096 - 96 - 16;

    private static readonly EnvelopeContent _content = new()
    {
        Kind = EnvelopeKind.Mail,
        MailId = new MailId(1),
        Created = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000),
        Payload = "hello"u8.ToArray(),
    };

    [Theory]
    [InlineData(0, 0, "kind")]
    [InlineData(0, 8, "kind")]
    [InlineData(1, 8, "flags")]
    [InlineData(1, 1, "a signature that is none")]
    [InlineData(2, 1, "reserved")]
    [InlineData(6, 1, "length")]
    [InlineData(7, 255, "length")]
    [InlineData(4, 4, "a byte behind the payload")]
    [InlineData(24, 1, "chunk index of no chunk")]
    [InlineData(26, 1, "chunk count of no chunk")]
    [InlineData(28, 1, "chunks needed of no chunk")]
    [InlineData(30, 1, "reserved")]
    [InlineData(39, 255, "time")]
    [InlineData(Size - 1, 1, "padding")]
    public void What_breaks_the_layout_is_nobodys_mail(int offset, byte value, string what)
    {
        var inner = Write(_content);
        Assert.NotNull(InnerPart.Read(inner, (_, _) => false));

        inner[offset] = value;

        Assert.True(InnerPart.Read(inner, (_, _) => false) is null, what);
    }

    [Fact]
    public void Chunk_numbers_are_sound()
    {
        var chunk = _content with { Kind = EnvelopeKind.Chunk, ChunkIndex = 2, ChunkCount = 3, ChunksNeeded = 3 };

        Assert.NotNull(InnerPart.Read(Write(chunk), (_, _) => false));
        Assert.Throws<ArgumentException>(() => Write(chunk with { ChunkIndex = 3 }));
        Assert.Throws<ArgumentException>(() => Write(chunk with { ChunksNeeded = 4 }));
        Assert.Throws<ArgumentException>(() => Write(chunk with { ChunksNeeded = 0 }));
        Assert.Throws<ArgumentException>(() => Write(_content with { Created = DateTimeOffset.UnixEpoch.AddSeconds(-1) }));
    }

    [Fact]
    public void A_signature_holds_for_this_content_between_these_two_alone()
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        using var carol = MailIdentity.Create();
        var inner = new byte[Size];
        InnerPart.Write(inner, _content with { IsSigned = true }, new byte[32], signed => alice.Sign(PairSealing.Signed(alice.Public, bob.Public, signed)));

        Assert.NotNull(Read(inner, alice, bob));
        Assert.Null(Read(inner, alice, carol));
        Assert.Null(Read(inner, carol, bob));
        foreach (var offset in new[] { 8, 33, 45, 100, InnerPart.FixedSize + InnerPart.SignatureSize })
        {
            inner[offset] ^= 1;
            Assert.Null(Read(inner, alice, bob));
            inner[offset] ^= 1;
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[Size].Sample(inner =>
    {
        inner[0] = 1;
        inner[1] &= 7;
        inner.AsSpan(2, 2).Clear();
        inner.AsSpan(6, 2).Clear();
        inner.AsSpan(24, 8).Clear();
        inner.AsSpan(36, 4).Clear();
        inner.AsSpan(2000).Clear();
        Assert.True(InnerPart.Read(inner, (_, _) => true) is not { } content || content.Payload.Length <= Size - InnerPart.FixedSize);
    }, iter: 500);

    private static EnvelopeContent? Read(byte[] inner, MailIdentity from, MailIdentity to) =>
        InnerPart.Read(inner, (signed, signature) => from.Public.VerifySignature(PairSealing.Signed(from.Public, to.Public, signed), signature));

    private static byte[] Write(EnvelopeContent content)
    {
        var inner = new byte[Size];
        InnerPart.Write(inner, content, new byte[32], _ => throw new InvalidOperationException("Nobody asked for a signature."));
        return inner;
    }
}
