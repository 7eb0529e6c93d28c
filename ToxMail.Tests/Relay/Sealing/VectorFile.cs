namespace ToxMail.Tests.Relay.Sealing;

/// <summary>A file of vectors: a name, spaces, hexadecimal digits or a word.</summary>
internal sealed class VectorFile
{
    private readonly Dictionary<string, byte[]> _values = [];

    private readonly Dictionary<string, string> _words = [];

    public byte[] this[string name] => _values[name];

    public string Word(string name) => _words[name];

    public static VectorFile Read(string name)
    {
        var vector = new VectorFile();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Relay", "Sealing", "Vectors", name)))
        {
            var gap = line.LastIndexOf(' ');
            if (gap > 0 && line[(gap + 1)..] is { Length: >= 16 } digits && digits.All(char.IsAsciiHexDigit))
            {
                vector._values[line[..gap].TrimEnd()] = Convert.FromHexString(digits);
            }
            else if (gap > 0)
            {
                vector._words[line[..gap].TrimEnd()] = line[(gap + 1)..];
            }
        }

        return vector;
    }
}
