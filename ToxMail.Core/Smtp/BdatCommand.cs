namespace ToxMail.Core.Smtp;

/// <summary>A BDAT command that was understood (RFC 3030 2): so many octets follow it, and perhaps they are the last ones.</summary>
internal readonly record struct BdatCommand(long Size, bool IsLast)
{
    private const int MaxDigits = 20;

    /// <summary>Reads what follows <c>BDAT</c>; false when nobody can tell how many octets come.</summary>
    internal static bool TryRead(string argument, out BdatCommand command)
    {
        command = default;
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ([_] or [_, _])
            || !IsNumber(words[0], out var size)
            || (words is [_, var last] && !last.Equals("LAST", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        command = new BdatCommand(size, words.Length == 2);
        return true;
    }

    private static bool IsNumber(string word, out long size)
    {
        size = 0;
        return word.Length <= MaxDigits && word.All(char.IsAsciiDigit) && long.TryParse(word, out size);
    }
}
