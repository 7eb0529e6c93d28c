using System.Text;

namespace ToxMail.Fuzz.Targets;

/// <summary>What a target asserts.</summary>
internal static class Property
{
    internal static void Holds(bool holds, string property)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(property);
        }
    }

    internal static void Equal<T>(T expected, T actual, string property)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new PropertyBrokenException($"{property}: expected {expected}, not {actual}");
        }
    }

    internal static void Same(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string property)
    {
        if (!expected.SequenceEqual(actual))
        {
            throw new PropertyBrokenException($"{property}: expected {Shown(expected)}, not {Shown(actual)}");
        }
    }

    internal static void IsPrintableAscii(string text, string property) =>
        Holds(text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0, $"{property} is printable ASCII: {text}");

    internal static void IsOneLine(string text, string property) =>
        Holds(!text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'), $"{property} is one line without control characters: {text}");

    private static string Shown(ReadOnlySpan<byte> octets) =>
        Encoding.Latin1.GetString(octets).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
