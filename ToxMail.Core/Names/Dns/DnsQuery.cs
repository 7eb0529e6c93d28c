using System.Buffers.Binary;

namespace ToxMail.Core.Names.Dns;

/// <summary>Writes a question.</summary>
internal static class DnsQuery
{
    /// <summary>What a padded question is filled up to a multiple of (RFC 8467 4.1), for TLS and HTTPS.</summary>
    public const int PaddingBlock = 128;

    private const ushort RecursionDesired = 0x0100;

    /// <summary>Octets an answer over UDP may have (the DNS flag day of 2020); of no effect over TCP, but the field wants a number.</summary>
    private const ushort PayloadSize = 1232;

    /// <summary>DO: send signatures with the records (RFC 3225).</summary>
    private const ushort DnssecOk = 0x8000;

    /// <summary>CD: send also what you hold for wrong (RFC 4035 3.2.2).</summary>
    private const ushort CheckingDisabled = 0x0010;

    private const ushort PaddingOption = 12;
    private const int HeaderSize = 12;
    private const int QuestionFixedSize = 4;
    private const int OptSize = 11;
    private const int OptionHeadSize = 4;

    /// <summary>
    /// The question for records of <paramref name="type"/> at <paramref name="name"/> with their signatures. With a <paramref name="paddingBlock"/> above zero it is filled
    /// up to a multiple of that (RFC 7830), so that its length does not tell the name's. With <paramref name="checkingDisabled"/> the resolver sends also what it holds for wrong.
    /// </summary>
    public static byte[] Write(ushort id, DnsName name, DnsType type, int paddingBlock, bool checkingDisabled = true)
    {
        var size = HeaderSize + name.Wire.Length + QuestionFixedSize + OptSize;
        var padding = paddingBlock > 0 ? Padding(size + OptionHeadSize, paddingBlock) : -1;
        var octets = new byte[padding < 0 ? size : size + OptionHeadSize + padding];
        WriteHeader(octets, id, checkingDisabled);
        var question = octets.AsSpan(HeaderSize);
        name.Wire.Span.CopyTo(question);
        BinaryPrimitives.WriteUInt16BigEndian(question[name.Wire.Length..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(question[(name.Wire.Length + 2)..], DnsRecordCodec.ClassIn);
        WriteOpt(question[(name.Wire.Length + QuestionFixedSize)..], padding);
        return octets;
    }

    private static int Padding(int size, int block) => (block - size % block) % block;

    private static void WriteHeader(Span<byte> octets, ushort id, bool checkingDisabled)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets, id);
        BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)(RecursionDesired | (checkingDisabled ? CheckingDisabled : 0)));
        BinaryPrimitives.WriteUInt16BigEndian(octets[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(octets[10..], 1);
    }

    /// <summary>The root's name, the type, the payload size for the class, the flags in the TTL, then the padding option if there is one.</summary>
    private static void WriteOpt(Span<byte> opt, int padding)
    {
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)DnsType.OPT);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], PayloadSize);
        BinaryPrimitives.WriteUInt16BigEndian(opt[7..], DnssecOk);
        if (padding >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)(OptionHeadSize + padding));
            BinaryPrimitives.WriteUInt16BigEndian(opt[11..], PaddingOption);
            BinaryPrimitives.WriteUInt16BigEndian(opt[13..], (ushort)padding);
        }
    }
}
