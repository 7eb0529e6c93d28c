using System.Diagnostics.CodeAnalysis;

namespace ToxMail.Core.Names.Dns;

/// <summary>
/// Reads messages (RFC 1035 4.1). Total: any octets give a message or false, never an exception. Memory and work are bounded by the octets: a record takes at least 11 of
/// the at most 65,535, and a name gives at most 255.
/// </summary>
internal static class DnsMessageReader
{
    private const int ResponseBit = 0x8000;
    private const int OpcodeBits = 0x7800;
    private const int TruncatedBit = 0x0200;
    private const int AuthenticatedBit = 0x0020;
    private const int CodeBits = 0x000F;

    public static bool TryRead(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        var reader = new DnsReader(octets.Span);
        if (octets.Length > ushort.MaxValue
            || !TryReadHeader(ref reader, out var header)
            || !TryReadQuestion(ref reader, out var name, out var type)
            || !TryReadSections(ref reader, header, out var sections))
        {
            return false;
        }

        message = new DnsMessage
        {
            Id = header.Id,
            IsResponse = (header.Flags & ResponseBit) != 0,
            Truncated = (header.Flags & TruncatedBit) != 0,
            Authenticated = (header.Flags & AuthenticatedBit) != 0,
            Code = (DnsRcode)(sections.ExtendedCode << 4 | header.Flags & CodeBits),
            QuestionName = name,
            QuestionType = type,
            Answers = sections.Answers,
            Authorities = sections.Authorities,
        };
        return true;
    }

    /// <summary>A message is of the ordinary kind (opcode 0) and asks one question (RFC 9619).</summary>
    private static bool TryReadHeader(ref DnsReader reader, out Header header)
    {
        header = default;
        if (!reader.TryReadUInt16(out var id)
            || !reader.TryReadUInt16(out var flags)
            || !reader.TryReadUInt16(out var questions)
            || !reader.TryReadUInt16(out var answers)
            || !reader.TryReadUInt16(out var authorities)
            || !reader.TryReadUInt16(out var additional))
        {
            return false;
        }

        header = new Header(id, flags, answers, authorities, additional);
        return questions == 1 && (flags & OpcodeBits) == 0;
    }

    private static bool TryReadQuestion(ref DnsReader reader, [NotNullWhen(true)] out DnsName? name, out DnsType type)
    {
        type = default;
        if (!reader.TryReadName(out name) || !reader.TryReadUInt16(out var number) || !reader.TryReadUInt16(out var questionClass))
        {
            return false;
        }

        type = (DnsType)number;
        return questionClass == DnsRecordCodec.ClassIn;
    }

    private static bool TryReadSections(ref DnsReader reader, Header header, out Sections sections)
    {
        sections = new Sections([], []);
        return TryReadSection(ref reader, header.Answers, sections.Answers, ref sections)
            && TryReadSection(ref reader, header.Authorities, sections.Authorities, ref sections)
            && TryReadSection(ref reader, header.Additional, [], ref sections)
            && reader.IsAtEnd;
    }

    private static bool TryReadSection(ref DnsReader reader, int count, List<DnsRecord> records, ref Sections sections)
    {
        for (; count > 0; count--)
        {
            if (!DnsRecordCodec.TryRead(ref reader, out var head, out var record))
            {
                return false;
            }

            if (record is not null)
            {
                records.Add(record);
            }
            else if (head.Type is DnsType.OPT)
            {
                sections = sections with { ExtendedCode = (byte)(head.Ttl >> 24) };
            }
        }

        return true;
    }

    private readonly record struct Header(ushort Id, ushort Flags, ushort Answers, ushort Authorities, ushort Additional);

    private readonly record struct Sections(List<DnsRecord> Answers, List<DnsRecord> Authorities, byte ExtendedCode = 0);
}
