using System.Buffers.Binary;
using CsCheck;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>A manifest as a hostile contact can make it: it has the keys, so the AEAD is no defence.</summary>
public sealed class MailManifestTests
{
    private const int SizeOffset = 0;
    private const int UntilOffset = 8;
    private const int DigestOffset = 16;

    private static readonly MailManifest _manifest = new()
    {
        Digest = DigestBuilder.Of("parcel"u8),
        SizeBytes = 25_000_000,
        Written = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000),
        Until = DateTimeOffset.FromUnixTimeSeconds(1_795_604_800),
    };

    [Fact]
    public void Comes_through_an_envelope_as_it_was_and_is_named_as_the_mail_would_be()
    {
        var content = _manifest.ToContent();
        var inner = new byte[4096 - 96 - 16];
        InnerPart.Write(inner, content, new byte[32], _ => throw new InvalidOperationException("Nobody asked for a signature."));

        var read = InnerPart.Read(inner, (_, _) => false)!;

        Assert.Equal(_manifest, MailManifest.Read(read));
        Assert.Equal((EnvelopeKind.Manifest, false), (read.Kind, read.IsSigned));
        Assert.Equal(_manifest.Digest.ToArray()[..16], read.MailId.ToArray());
    }

    [Theory]
    [InlineData(SizeOffset, 0UL)]
    [InlineData(SizeOffset, (2UL << 30) + (64UL << 10) + 1)]
    [InlineData(SizeOffset, ulong.MaxValue)]
    [InlineData(UntilOffset, 0UL)]
    [InlineData(UntilOffset, 1_795_000_000UL)]
    [InlineData(UntilOffset, 1_795_000_000UL + (60 * 86_400) + 1)]
    [InlineData(UntilOffset, ulong.MaxValue)]
    [InlineData(DigestOffset, 7UL)]
    public void What_says_what_cannot_be_is_none(int offset, ulong value)
    {
        var payload = _manifest.ToContent().Payload.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(offset), value);

        Assert.Null(MailManifest.Read(_manifest.ToContent() with { Payload = payload }));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData((2UL << 30) + (64UL << 10))]
    public void Any_size_that_a_mail_may_have_is_read(ulong size)
    {
        var payload = _manifest.ToContent().Payload.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(payload, size);

        Assert.Equal(size, (ulong)MailManifest.Read(_manifest.ToContent() with { Payload = payload })!.SizeBytes);
    }

    [Fact]
    public void What_has_another_form_is_none()
    {
        var content = _manifest.ToContent();

        Assert.Null(MailManifest.Read(content with { Payload = content.Payload[..^1] }));
        Assert.Null(MailManifest.Read(content with { Payload = (byte[])[.. content.Payload.Span, 0] }));
        Assert.Null(MailManifest.Read(content with { Payload = default }));
        Assert.Null(MailManifest.Read(content with { Kind = EnvelopeKind.Mail }));
        Assert.Null(MailManifest.Read(content with { IsCompressed = true }));
        Assert.Null(MailManifest.Read(content with { MailId = new MailId(1) }));
        Assert.Null(MailManifest.Read(content with { Created = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Select(Gen.Byte.Array[0, 64], Gen.Long[0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()]).Sample((payload, created) =>
    {
        var id = payload.Length >= DigestOffset + 16 ? MailId.Read(payload.AsSpan(DigestOffset)) : default;
        var content = new EnvelopeContent { Kind = EnvelopeKind.Manifest, MailId = id, Created = DateTimeOffset.FromUnixTimeSeconds(created), Payload = payload };
        Assert.True(MailManifest.Read(content) is not { } manifest || (manifest.SizeBytes > 0 && manifest.Until > manifest.Written));
    }, iter: 2_000);
}
