using ToxMail.Core.Addressing;

namespace ToxMail.Core.Names;

/// <summary>The <c>tox1</c> record: <c>v=tox1;id=&lt;76 hex&gt;[;sign=&lt;base64&gt;]</c>, the text of one TXT record (protocol.md, "Names").</summary>
public static class NameRecord
{
    private const string Family = "tox";
    private const string Version1 = "tox1";

    /// <summary>What to publish for a Tox ID.</summary>
    public static string TextFor(ToxId id) => $"v={Version1};id={id}";

    /// <summary>Reads the text of one TXT record, its strings joined with nothing between.</summary>
    internal static NameRecordReading Read(string text)
    {
        var fields = FieldsOf(text);
        return ValuesOf(fields, "v") switch
        {
            [Version1] => ReadIds(ValuesOf(fields, "id"), ValuesOf(fields, "sign").Any(sign => sign.Length > 0)),
            [var version] when version.StartsWith(Family, StringComparison.Ordinal) => Bad(WhyNot(version)),
            { Count: > 1 } versions when versions.Any(version => version.StartsWith(Family, StringComparison.Ordinal)) => Bad("it states its version more than once"),
            _ => new NameRecordReading.OfOthers(),
        };
    }

    private static NameRecordReading ReadIds(IReadOnlyList<string> ids, bool signed) => ids switch
    {
        [] => Bad("it has no id"),
        [var text] => ReadId(text, signed),
        _ => Bad("it has more than one id"),
    };

    private static NameRecordReading ReadId(string text, bool signed) => ToxId.TryParse(text, out var id) switch
    {
        ToxIdFault.None => new NameRecordReading.Id(id, signed),
        ToxIdFault.WrongChecksum => new NameRecordReading.Bad(NameFault.WrongChecksum, "the checksum of the Tox ID in the record is wrong: a digit of it was mistyped"),
        _ => Bad($"its id is not a Tox ID of {ToxId.HexLength} hexadecimal digits"),
    };

    private static string WhyNot(string version) => version switch
    {
        "tox" => "it holds the key of an old name server and no Tox ID",
        "tox2" => "it is of the version tox2, which leaves out the checksum and is not used",
        "tox3" => "it is of the version tox3, which only a name server that answers encrypted questions can serve and which is not used",
        _ when version.Contains('\\', StringComparison.Ordinal) => "it has backslashes before its semicolons, which belong into no record",
        _ => "it is of a version that is not known here",
    };

    private static NameRecordReading.Bad Bad(string what) => new(NameFault.BadRecord, $"the record cannot be used: {what}");

    private static List<string> ValuesOf(IEnumerable<(string Key, string Value)> fields, string key) =>
        [.. fields.Where(field => field.Key == key).Select(field => field.Key == "v" ? field.Value.ToLowerInvariant() : field.Value)];

    private static List<(string Key, string Value)> FieldsOf(string text) =>
        [.. text.Split(';').Select(field => field.Split('=', 2)).Select(pair => (pair[0].Trim().ToLowerInvariant(), pair.Length > 1 ? pair[1].Trim() : ""))];
}
