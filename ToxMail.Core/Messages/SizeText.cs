using System.Globalization;

namespace ToxMail.Core.Messages;

/// <summary>The size of a mail as a person says it.</summary>
public static class SizeText
{
    /// <summary>"812 B", "14 kB", "3.2 MB".</summary>
    public static string Of(long bytes)
    {
        var (value, unit) = bytes switch
        {
            < 1000 => (bytes, "B"),
            < 1_000_000 => (bytes / 1e3, "kB"),
            < 1_000_000_000 => (bytes / 1e6, "MB"),
            _ => (bytes / 1e9, "GB"),
        };
        return $"{value.ToString(value < 10 && unit != "B" ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}";
    }
}
