using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;

namespace ToxMail.Fuzz.Targets;

/// <summary>The data of a TXT record, which whoever owns the domain writes, and any name that is looked up.</summary>
internal sealed class NameRecordTarget : IFuzzTarget
{
    private const string Id = "545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C37107090";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Data($"v=tox1;id={Id}"), Data($"v=tox1;id={Id[..38]}", Id[38..]), Data($" V = tox1 ; ID = {Id} ; sign=AA=="), Data("v=tox3;id=x"), Data("v=spf1 -all"), Data(""), [200, 1],
        Encoding.UTF8.GetBytes("first.last@example.org"),
    ];

    public IReadOnlyList<string> Words { get; } = ["v=tox1", "v=tox2", "v=tox3", ";id=", ";sign=", Id, "=", ";", "\\;", "\u212A", "xn--", ".onion", "@"];

    public void Run(byte[] input)
    {
        if (TxtData.TextOf(input) is { } text)
        {
            Property.Holds(text.Length <= input.Length, "Text is no longer than its data");
            ReadRecord(text);
        }

        if (MailAddress.TryParse(Encoding.UTF8.GetString(input), out var address) && PublishedName.TryCreate(address, out var name, out _))
        {
            Property.IsPrintableAscii(name.RecordName, "A name in DNS");
            Property.Holds(name.RecordName.Length <= 253 && name.RecordName.Split('.').All(label => label.Length is > 0 and < 64), "A name in DNS has its lengths");
            Property.Holds(PublishedName.TryCreate(name.Address, out var again, out _) && again == name, "A name in its own form is the same");
        }
    }

    private static void ReadRecord(string text)
    {
        switch (NameRecords.Choose([text]))
        {
            case NameRecordReading.Id id:
                Property.Equal(id with { Signed = false }, NameRecord.Read(NameRecord.TextFor(id.ToxId)), "A record written again is the same");
                break;
            case NameRecordReading.Bad bad:
                Property.IsOneLine(bad.Why, "What is wrong with a record");
                break;
        }
    }

    private static byte[] Data(params string[] strings) => [.. strings.SelectMany(text => Encoding.Latin1.GetBytes(text).Prepend((byte)text.Length))];
}
