using System.Buffers.Binary;
using System.Text;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>Writes answers to questions.</summary>
internal static class Answers
{
    private const int FlagsOffset = 2;
    private const int AnswerCountOffset = 6;
    private const int AuthorityCountOffset = 8;
    private const int AdditionalCountOffset = 10;
    private const int HeaderSize = 12;
    private const int TypeAndClass = 4;
    private const ushort ResponseFlags = 0x8180;

    /// <summary>The TXT record of these strings.</summary>
    public static DnsRecord Txt(string owner, uint ttl, params string[] strings) => new(
        DnsName.Parse(owner), DnsType.TXT, ttl, strings.SelectMany(text => Encoding.Latin1.GetBytes(text).Prepend((byte)text.Length)).ToArray());

    public static DnsRecord Cname(string owner, string target) => new(DnsName.Parse(owner), DnsType.CNAME, 60, DnsName.Parse(target).Wire);

    public static DnsRecord Soa(string zone) => new(
        DnsName.Parse(zone), DnsType.SOA, 60, (byte[])[.. DnsName.Parse("ns.test").Wire.Span, .. DnsName.Parse("host.test").Wire.Span, .. new byte[20]]);

    /// <summary>These records and "no error".</summary>
    public static byte[] Of(byte[] question, params DnsRecord[] records) => Write(question, DnsRcode.NoError, records, []);

    /// <summary>A Tox ID, whatever name was asked for.</summary>
    public static byte[] Good(byte[] question) => Of(question, Txt(Read(question).QuestionName.ToString(), 60, $"v=tox1;id={LookupDesk.Id}"));

    /// <summary>No records and a code; the authority says which zone it is about.</summary>
    public static byte[] Nothing(byte[] question, DnsRcode code, params DnsRecord[] authorities) => Write(question, code, [], authorities);

    /// <summary>A message as octets, without compression and without EDNS.</summary>
    public static byte[] Written(DnsMessage message)
    {
        var question = DnsQuery.Write(message.Id, message.QuestionName, message.QuestionType, paddingBlock: 0);
        return Write(question, message.Code, [.. message.Answers], [.. message.Authorities]);
    }

    /// <summary>What was asked or answered.</summary>
    public static DnsMessage Read(byte[] octets) => DnsMessageReader.TryRead(octets, out var message) ? message : throw new FormatException("Not a message.");

    private static byte[] Write(byte[] question, DnsRcode code, DnsRecord[] answers, DnsRecord[] authorities)
    {
        var head = question[..(HeaderSize + Read(question).QuestionName.Wire.Length + TypeAndClass)];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(FlagsOffset), (ushort)(ResponseFlags | (int)code));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(AnswerCountOffset), (ushort)answers.Length);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(AuthorityCountOffset), (ushort)authorities.Length);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(AdditionalCountOffset), 0);
        return [.. head, .. DnsRecordCodec.Write(answers), .. DnsRecordCodec.Write(authorities)];
    }
}
