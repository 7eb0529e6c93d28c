using System.Text;

namespace ToxMail.Tests.Support.Dns;

/// <summary>What a zone holds, as a zone file. The TXT records can be replaced while it is served.</summary>
internal sealed class ZoneText(string name, ZoneState state)
{
    private const int MaxString = 255;

    private readonly List<string> _lines = [];
    private readonly SortedDictionary<string, string[]> _texts = new(StringComparer.Ordinal);

    /// <summary>With the final dot.</summary>
    public string Name { get; } = name;

    public ZoneState State { get; set; } = state;

    /// <summary>More words for dnssec-signzone, such as for NSEC3.</summary>
    public IReadOnlyList<string> SigningWords { get; init; } = [];

    public int Serial { get; private set; } = 1;

    public bool HasKeys => State is not ZoneState.Insecure;

    /// <summary>Without the final dot.</summary>
    public string FileName => $"db.{(Name == "." ? "root" : Name.TrimEnd('.'))}";

    public void Add(params IEnumerable<string> lines) => _lines.AddRange(lines);

    /// <summary>Makes these the only texts of a name, which is given with the final dot.</summary>
    public void Publish(string owner, params string[] texts) => _texts[owner] = texts;

    public void CountUp() => Serial++;

    public string Write()
    {
        var text = new StringBuilder($"$TTL 60\n$ORIGIN {Name}\n@ IN SOA ns.test. host.test. {Serial} 3600 600 86400 60\n@ IN NS ns.test.\n");
        text.AppendJoin('\n', _lines).Append('\n');
        foreach (var (owner, texts) in _texts)
        {
            text.AppendJoin("", texts.Select(value => $"{owner} IN TXT {Quoted(value)}\n"));
        }

        return text.ToString();
    }

    /// <summary>A text longer than a string can be becomes several strings of one record.</summary>
    private static string Quoted(string value) => value.Length == 0 ? "\"\"" : string.Join(' ', value.Chunk(MaxString).Select(static part => $"\"{Escaped(new string(part))}\""));

    private static string Escaped(string part) => part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
