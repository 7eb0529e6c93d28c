namespace ToxMail.Core.Smtp;

/// <summary>What may follow the path of MAIL and RCPT (RFC 5321 4.1.2): keywords, each with or without a value, each once.</summary>
internal static class EsmtpParameters
{
    /// <summary>
    /// Applies all that follows a path to a command, by a table of the keywords it knows; an entry gives null for a value it does not take.
    /// Returns the refusal, or null when all is well.
    /// </summary>
    internal static SmtpReply? Apply<TCommand>(string text, IReadOnlyDictionary<string, Func<TCommand, string?, TCommand?>> known, ref TCommand command)
        where TCommand : class
    {
        if (text.Length > 0 && text[0] != ' ')
        {
            return SmtpReplies.BadParameter;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=');
            if (!IsWellFormed(parts) || !seen.Add(parts[0]))
            {
                return SmtpReplies.BadParameter;
            }

            if (!known.TryGetValue(parts[0], out var apply))
            {
                return SmtpReplies.UnknownParameter;
            }

            if (apply(command, parts.ElementAtOrDefault(1)) is not { } changed)
            {
                return SmtpReplies.BadParameter;
            }

            command = changed;
        }

        return null;
    }

    private static bool IsWellFormed(string[] parts) => parts is ([_] or [_, { Length: > 0 }]) && IsKeyword(parts[0]);

    private static bool IsKeyword(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
