using System.Security.Cryptography;
using CsCheck;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class EnvelopeTests
{
    [Theory, InlineData(EnvelopeClass.Small, 4096), InlineData(EnvelopeClass.Medium, 16384), InlineData(EnvelopeClass.Large, 65536)]
    public void There_are_three_sizes_whatever_is_inside(EnvelopeClass size, int length)
    {
        using var couple = Couple.Met();
        foreach (var payload in new[] { 0, 1, EnvelopeContent.Capacity(size) })
        {
            var envelope = couple.AliceSeals(couple.Mail("") with { Payload = RandomNumberGenerator.GetBytes(payload) }, size);

            Assert.Equal(length, envelope.Bytes.Length);
            Assert.True(Envelope.TryReadHeader(envelope.Bytes, out var header));
            Assert.Equal((envelope.Id, envelope.Tag, size, false, envelope.Expiry, envelope.Commitment), (header.Id, header.Tag, header.Class, header.IsIntro, header.Expiry, header.Commitment));
            Assert.Equal(payload, couple.BobOpens(envelope)!.Content.Payload.Length);
        }
    }

    [Fact]
    public void More_than_fits_is_not_sealed()
    {
        using var couple = Couple.Met();
        Assert.Equal(65_352, EnvelopeContent.Capacity(EnvelopeClass.Large));
        Assert.Equal(65_288, EnvelopeContent.Capacity(EnvelopeClass.Large, isSigned: true));
        Assert.Equal(EnvelopeClass.Medium, EnvelopeContent.SmallestFor(EnvelopeContent.Capacity(EnvelopeClass.Small) + 1));
        Assert.Null(EnvelopeContent.SmallestFor(65_353));

        var content = couple.Mail("") with { Payload = new byte[EnvelopeContent.Capacity(EnvelopeClass.Small) + 1] };

        Assert.Null(couple.Alice.Seal(content, EnvelopeClass.Small, couple.Now, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Any_content_comes_out_as_it_went_in()
    {
        using var couple = Couple.Met();
        var contents =
            from kind in Gen.Enum<EnvelopeKind>()
            from flags in Gen.Int[0, 7]
            from id in Gen.Byte.Array[MailId.Size]
            from chunks in Gen.Select(Gen.UShort[0, 100], Gen.UShort[1, 100])
            from created in Gen.Long[0, 4_000_000_000]
            from payload in Gen.Byte.Array[0, 3000]
            let isChunk = kind == EnvelopeKind.Chunk
            select new EnvelopeContent
            {
                Kind = kind,
                IsSigned = (flags & 1) != 0,
                IsCompressed = (flags & 2) != 0,
                WantsReceipt = (flags & 4) != 0,
                MailId = MailId.Read(id),
                ChunkIndex = isChunk ? chunks.Item1 : (ushort)0,
                ChunkCount = isChunk ? (ushort)(chunks.Item1 + chunks.Item2) : (ushort)0,
                ChunksNeeded = isChunk ? chunks.Item2 : (ushort)0,
                Created = DateTimeOffset.FromUnixTimeSeconds(created),
                Payload = payload,
            };

        contents.Sample(
            content =>
            {
                couple.Now += TimeSpan.FromMinutes(23);
                var size = EnvelopeContent.SmallestFor(content.Payload.Length, content.IsSigned)!.Value;
                var opened = couple.BobOpens(couple.AliceSeals(content, size))!.Content;
                Assert.Equal(content with { Payload = default }, opened with { Payload = default });
                Assert.Equal(content.Payload.ToArray(), opened.Payload.ToArray());
            },
            iter: 100,
            threads: 1);
    }

    [Theory, InlineData(EnvelopeClass.Small, 1), InlineData(EnvelopeClass.Medium, 13), InlineData(EnvelopeClass.Large, 61)]
    public void A_flipped_bit_anywhere_is_rejected(EnvelopeClass size, int step)
    {
        using var couple = Couple.Met();
        var envelope = couple.AliceSeals(couple.Mail("hello") with { IsSigned = true }, size);
        var tag = couple.Bob.ExpectedTags(couple.Now).Single(tag => tag.Tag == envelope.Tag);
        var bytes = envelope.Bytes;
        for (var i = 0; i < bytes.Length; i += i < EnvelopeHeader.Size ? 1 : step)
        {
            var bit = (byte)(1 << (i % 8));
            bytes[i] ^= bit;

            Assert.Null(couple.Bob.Open(bytes, tag));
            bytes[i] ^= bit;
        }

        Assert.NotNull(couple.Bob.Open(bytes, tag));
    }

    [Fact]
    public void Every_bit_of_the_header_is_authenticated()
    {
        using var couple = Couple.Met();
        var envelope = couple.AliceSeals("hello");
        var tag = couple.Bob.ExpectedTags(couple.Now).Single(tag => tag.Tag == envelope.Tag);
        for (var bit = 0; bit < EnvelopeHeader.Size * 8; bit++)
        {
            envelope.Bytes[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Null(couple.Bob.Open(envelope.Bytes, tag));
            envelope.Bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Under_the_tag_of_another_envelope_nothing_opens()
    {
        using var couple = Couple.Met();
        var (first, second) = (couple.AliceSeals("first"), couple.AliceSeals("second"));
        var tags = couple.Bob.ExpectedTags(couple.Now);
        var tag = tags.Single(tag => tag.Tag == second.Tag);

        Assert.Null(couple.Bob.Open(first.Bytes, tag));
        Assert.Null(couple.Bob.Open(first.Bytes, tag with { Tag = first.Tag }));
        Assert.Null(couple.Bob.Open(second.Bytes, tag with { Day = tag.Day + 1 }));
        Assert.Null(couple.Bob.Open(second.Bytes, tag with { Day = -1 }));
        Assert.Null(couple.Bob.Open(second.Bytes, tag with { Day = int.MaxValue }));
        Assert.Null(couple.Bob.Open(second.Bytes, tag with { Generation = 77 }));
        Assert.NotNull(couple.Bob.Open(second.Bytes, tag));
    }

    [Fact]
    public void Nobody_else_recognises_or_opens_it()
    {
        using var couple = Couple.Met();
        using var others = Couple.Met();
        var envelope = couple.AliceSeals("hello");

        Assert.Null(Couple.Opens(others.Bob, envelope.Bytes, couple.Now));
        Assert.Null(Couple.Opens(couple.Alice, envelope.Bytes, couple.Now));
    }

    [Fact]
    public void Junk_is_no_envelope()
    {
        foreach (var length in new[] { 0, 1, 95, 4095, 4096, 4097, 16384, 65535, 65536, 65537 })
        {
            Assert.False(Envelope.TryReadHeader(new byte[length], out _));
        }

        Gen.Byte.Array[4096].Sample(
            bytes =>
            {
                var isEnvelope = Envelope.TryReadHeader(bytes, out _);
                Assert.Equal(bytes[0] == 1 && bytes[1] is 0 or 4, isEnvelope);
            },
            iter: 50,
            threads: 1);
    }

    [Theory]
    [InlineData(2, 0, false)]
    [InlineData(1, 8, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 3, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 4, true)]
    public void Version_size_and_reserved_bits_are_checked(byte version, byte flags, bool isGood)
    {
        var bytes = new byte[4096];
        (bytes[0], bytes[1]) = (version, flags);

        Assert.Equal(isGood, Envelope.TryReadHeader(bytes, out _));
    }

    [Fact]
    public void An_intro_is_small_always()
    {
        var bytes = new byte[16384];
        (bytes[0], bytes[1]) = (1, 1);
        Assert.True(Envelope.TryReadHeader(bytes, out _));

        bytes[1] |= 4;
        Assert.False(Envelope.TryReadHeader(bytes, out _));
    }

    [Fact]
    public void Lives_are_rounded_up_blurred_and_bounded() =>
        Gen.Select(Gen.Long[0, 3_000_000_000], Gen.Int[0, 60 * 24 * 20], Gen.Int[0, 3]).Sample(life =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(1_704_067_200 + life.Item1 / 10);
            var wanted = TimeSpan.FromMinutes(life.Item2);
            var end = EnvelopeLife.EndOf(EnvelopeLife.Choose(now, wanted, life.Item3));

            Assert.True(end <= now + EnvelopeLife.Longest);
            Assert.True(end <= now + wanted + TimeSpan.FromHours(24));
            if (wanted <= EnvelopeLife.Longest - TimeSpan.FromHours(24))
            {
                Assert.True(end >= now + wanted);
            }

            Assert.Equal(end > now, EnvelopeLife.IsAcceptable(EnvelopeLife.UnitsAt(end), now));
            Assert.False(EnvelopeLife.IsAcceptable(EnvelopeLife.UnitsAt(now + EnvelopeLife.Longest + TimeSpan.FromHours(6)), now));
        });
}
