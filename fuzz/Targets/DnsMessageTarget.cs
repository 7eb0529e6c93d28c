using ToxMail.Core.Names.Dns;

namespace ToxMail.Fuzz.Targets;

/// <summary>A message from a resolver: records that were read, written and read again are the same, and names keep to their lengths.</summary>
internal sealed class DnsMessageTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        DnsQuery.Write(1, DnsName.Parse("bob._tox.example.org"), DnsType.TXT, DnsQuery.PaddingBlock),
        Convert.FromHexString("00018180000100020001000101610" + "46F6E6C790000100001" + "C00C000500010000003C00040162C00E" + "C024001000018000000000020178" + "C00E0006000100000001001A026E73C00E00" + "0000000000000000000000000000000000000000" + "000029020001008000" + "0000"),
    ];

    public IReadOnlyList<string> Words { get; } = ["\u0004only", "\u0003www"];

    public void Run(byte[] input)
    {
        if (!DnsMessageReader.TryRead(input, out var message))
        {
            return;
        }

        foreach (var record in message.Answers.Concat(message.Authorities))
        {
            Property.Holds(record.Owner.Wire.Length <= DnsName.MaxLength, "A name has at most 255 octets");
            Property.Holds(record.Data.Length <= ushort.MaxValue, "Data fits its length");
            Property.IsPrintableAscii(record.Owner.ToString(), "A name shown");
        }

        Property.Holds(DnsRecordCodec.TryReadAll(DnsRecordCodec.Write(message.Answers), out var again), "Records written are records");
        Property.Equal(message.Answers.Count, again!.Count, "Records written and read are as many");
        Property.Holds(message.Answers.Zip(again).All(static pair => pair.First.IsSameAs(pair.Second)), "Records written and read are the same");
    }
}
