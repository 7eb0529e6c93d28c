using System.Globalization;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>A file of vectors: a name, two spaces or more, hexadecimal digits; other lines are words.</summary>
internal sealed class VectorFile
{
    private readonly Dictionary<string, byte[]> _values = [];

    public byte[] this[string name] => _values[name];

    public static VectorFile Read(string name)
    {
        var vector = new VectorFile();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Relay", "Sealing", "Vectors", name)))
        {
            var gap = line.LastIndexOf(' ');
            if (gap > 0 && UInt128.TryParse(line[(gap + 1)..][..Math.Min(32, line.Length - gap - 1)], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _) && line.Length - gap - 1 >= 32)
            {
                vector._values[line[..gap].TrimEnd()] = Convert.FromHexString(line[(gap + 1)..]);
            }
        }

        return vector;
    }
}
