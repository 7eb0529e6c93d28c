using System.Buffers.Binary;
using CsCheck;
using ToxMail.Core.Names.Dns;
using Xunit;

namespace ToxMail.Tests.Names.Dns;

public sealed class DnsMessageReaderTests
{
    private const string Question = "0161046F6E6C7900" + "00100001";

    private static readonly Gen<byte[]> _noise = Gen.Byte.Array[0, 300];

    [Fact]
    public void A_question_reads_back_as_written()
    {
        Assert.True(DnsMessageReader.TryRead(DnsQuery.Write(0x1234, DnsName.Parse("bob._tox.Example.org"), DnsType.TXT, 0), out var message));
        Assert.Equal(0x1234, message.Id);
        Assert.Equal(DnsName.Parse("bob._tox.example.org"), message.QuestionName);
        Assert.Equal(DnsType.TXT, message.QuestionType);
        Assert.False(message.IsResponse);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a-name-of-another-length._tox.example.org")]
    public void A_padded_question_has_the_length_of_the_block(string name)
    {
        var octets = DnsQuery.Write(1, DnsName.Parse(name), DnsType.DS, DnsQuery.PaddingBlock);
        Assert.Equal(DnsQuery.PaddingBlock, octets.Length);
        Assert.True(DnsMessageReader.TryRead(octets, out _));
    }

    [Fact]
    public void An_answer_with_compressed_names_is_read()
    {
        // a.only. CNAME b.only. (both compressed), b.only. TXT "x", authority only. SOA, additional OPT with extended code 1.
        var answers = "C00C" + "00050001" + "0000003C" + "0004" + "0162C00E" + "C024" + "00100001" + "80000000" + "0002" + "0178";
        var authority = "C00E" + "00060001" + "00000001" + "001A" + "026E73C00E" + "00" + new string('0', 40);
        var message = Read(Message("8180", 2, 1, 1, answers + authority + "00" + "00290200" + "01008000" + "0000"));
        Assert.NotNull(message);
        Assert.True(message.IsResponse);
        Assert.Equal((DnsRcode)16, message.Code);
        Assert.Collection(
            message.Answers,
            alias => Assert.Equal(("a.only", DnsType.CNAME, 60u, DnsName.Parse("b.only")), (alias.Owner.ToString(), alias.Type, alias.Ttl, Name(alias.Data))),
            text => Assert.Equal(("b.only", DnsType.TXT, 0u, "0178"), (text.Owner.ToString(), text.Type, text.Ttl, Convert.ToHexString(text.Data.Span))));
        var soa = Assert.Single(message.Authorities);
        Assert.StartsWith("026E73046F6E6C7900", Convert.ToHexString(soa.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void The_flags_are_read()
    {
        var message = Read(Message("83A3", 0, 0, 0, ""));
        Assert.Equal((true, true, true, DnsRcode.NoSuchDomain), (message!.IsResponse, message.Truncated, message.Authenticated, message.Code));
    }

    [Theory]
    [InlineData("a pointer to itself", "C018", "00100001" + "00000000" + "0000")]
    [InlineData("a pointer forward", "C020", "00100001" + "00000000" + "0000")]
    [InlineData("a pointer beyond the end", "FFFF", "00100001" + "00000000" + "0000")]
    [InlineData("a label before a pointer back to it", "0161C018", "00100001" + "00000000" + "0000")]
    [InlineData("a label of a reserved kind", "4161", "00100001" + "00000000" + "0000")]
    [InlineData("data beyond the end", "C00C", "00100001" + "00000000" + "0005" + "00")]
    [InlineData("a name in data that ends before it", "C00C", "00050001" + "00000000" + "0003" + "C00C00")]
    [InlineData("a name in data that ends behind it", "C00C", "00050001" + "00000000" + "0001" + "C00C")]
    [InlineData("octets behind the last record", "C00C", "00100001" + "00000000" + "0000" + "00")]
    public void What_is_not_well_formed_is_refused(string what, string owner, string rest) =>
        Assert.True(Read(Message("8180", 1, 0, 0, owner + rest)) is null, what);

    [Fact]
    public void A_name_that_grows_too_long_over_pointers_is_refused()
    {
        // Each record's owner is one more label of 63 octets before the last owner.
        var at = 12 + (Question.Length / 2);
        var (records, target) = ("", 0x0C);
        for (var i = 0; i < 5; i++)
        {
            records += "3F" + new string('6', 126) + $"{0xC000 | target:X4}" + "00100001" + "00000000" + "0000";
            (target, at) = (at, at + 76);
            Assert.Equal(i < 3, Read(Message("8180", i + 1, 0, 0, records)) is not null);
        }
    }

    [Theory]
    [InlineData("no question", "0000")]
    [InlineData("two questions", "0002")]
    public void A_message_asks_one_question(string what, string count) =>
        Assert.True(Read("00018180" + count + "000000000000" + Question + Question) is null, what);

    [Fact]
    public void Counts_above_what_is_there_are_refused() => Assert.Null(Read(Message("8180", ushort.MaxValue, 0, 0, "")));

    [Fact]
    public void Another_kind_of_message_is_refused() => Assert.Null(Read(Message("A980", 0, 0, 0, "")));

    [Fact]
    public void Records_of_other_classes_are_left_out() =>
        Assert.Empty(Read(Message("8180", 1, 0, 0, "C00C" + "00100003" + "00000000" + "0001" + "00"))!.Answers);

    [Fact]
    public void Any_octets_give_a_message_or_none_and_never_an_exception() => Gen.Select(_noise, Gen.UShort, Gen.UShort).Sample((noise, answers, authorities) =>
    {
        DnsMessageReader.TryRead(noise, out _);
        DnsMessageReader.TryRead(Convert.FromHexString(Message("8180", answers % 6, authorities % 3, 0, Convert.ToHexString(noise))), out _);
    });

    [Fact]
    public void Records_read_back_as_written() =>
        Gen.Select(Gen.OneOf("example.org", ".", "*.a.b"), Gen.OneOf(DnsType.TXT, DnsType.RRSIG, (DnsType)999), Gen.UInt[0, int.MaxValue], _noise).Array[0, 8].Sample(parts =>
        {
            var records = parts.Select(part => new DnsRecord(DnsName.Parse(part.Item1), part.Item2, part.Item3, part.Item4)).ToList();
            Assert.True(DnsRecordCodec.TryReadAll(DnsRecordCodec.Write(records), out var read));
            Assert.Equal(records.Select(Text), read!.Select(Text));
        });

    private static string Text(DnsRecord record) => $"{record.Owner} {record.Type} {record.Ttl} {Convert.ToHexString(record.Data.Span)}";

    private static DnsName Name(ReadOnlyMemory<byte> data) => DnsName.TryCreate(data.Span, out var name) ? name : throw new FormatException("Not a name.");

    private static DnsMessage? Read(string hex) => DnsMessageReader.TryRead(Convert.FromHexString(hex), out var message) ? message : null;

    private static string Message(string flags, int answers, int authorities, int additional, string records)
    {
        var counts = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(counts, 1);
        BinaryPrimitives.WriteUInt16BigEndian(counts.AsSpan(2), (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(counts.AsSpan(4), (ushort)authorities);
        BinaryPrimitives.WriteUInt16BigEndian(counts.AsSpan(6), (ushort)additional);
        return "0001" + flags + Convert.ToHexString(counts) + Question + records;
    }
}
