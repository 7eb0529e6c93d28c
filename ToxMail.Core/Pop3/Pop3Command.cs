using System.Text;

namespace ToxMail.Core.Pop3;

/// <summary>One command line, divided into its verb and what follows it: untouched, as a password may have spaces anywhere.</summary>
internal readonly record struct Pop3Command(Pop3Verb Verb, string Argument)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private static readonly Dictionary<string, Pop3Verb> Verbs = Enum.GetValues<Pop3Verb>()
        .Where(verb => verb != Pop3Verb.Unknown)
        .ToDictionary(verb => verb.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The argument's words.</summary>
    internal string[] Words => Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// What a transcript may repeat: commands with the numbers they name. Of a line that is no command nothing, for it may be a password
    /// whose AUTH was refused; of USER no name, for it may be the password by mistake.
    /// </summary>
    internal string Shown => Verb switch
    {
        Pop3Verb.Unknown => "(no command, hidden)",
        _ when Argument.All(c => char.IsAsciiDigit(c) || c == ' ') && Verb is not (Pop3Verb.User or Pop3Verb.Pass or Pop3Verb.Auth) => $"{Name} {Argument}".TrimEnd(),
        _ => Argument.Length == 0 ? Name : $"{Name} (hidden)",
    };

    private string Name => Verb.ToString().ToUpperInvariant();

    /// <summary>Reads a line without its CRLF; returns the refusal, or null when there is a command.</summary>
    internal static Pop3Reply? TryRead(ReadOnlySpan<byte> line, out Pop3Command command)
    {
        command = default;
        if (Decode(line) is not { } text)
        {
            return Pop3Replies.NotText;
        }

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var verb = Verbs.GetValueOrDefault(space < 0 ? text : text[..space]);
        command = new Pop3Command(verb, space < 0 ? string.Empty : text[(space + 1)..]);
        return null;
    }

    /// <summary>
    /// Reads as many whole numbers as asked for; null when the argument is anything else. A number may have any length
    /// (<c>TOP 1 99999999999</c> asks for all), so what is too large becomes the largest.
    /// </summary>
    internal long[]? Numbers(int count)
    {
        var words = Words;
        return words.Length == count && words.All(word => word.All(char.IsAsciiDigit))
            ? [.. words.Select(word => long.TryParse(word, out var number) ? number : long.MaxValue)]
            : null;
    }

    private static string? Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            var text = StrictUtf8.GetString(line);
            return text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
