namespace ToxMail.Web.Clients;

/// <summary>Configurations for mail clients that read theirs from a file. Each demands TLS with a checked certificate where the node offers it.</summary>
internal static class Snippets
{
    /// <summary>For the servers that are on.</summary>
    public static IReadOnlyList<Snippet> Of(MailAccount account) =>
    [
        .. account is { Smtp: { } both, Pop3: { } andPop3 } ? [MuttSnippet.Of(account, both, andPop3)] : Array.Empty<Snippet>(),
        .. account.Smtp is { } smtp ? [MsmtpSnippet.Of(account, smtp)] : Array.Empty<Snippet>(),
        .. account.Pop3 is { } pop3 ? [MpopSnippet.Of(account, pop3), FetchmailSnippet.Of(account, pop3)] : Array.Empty<Snippet>(),
        .. account.Pop3WithoutUpgrade is { } simple ? [GetmailSnippet.Of(account, simple)] : Array.Empty<Snippet>(),
    ];

    /// <summary>A text in double quotes, with a backslash before whatever the program would take for its own.</summary>
    internal static string Quote(string text, string special) =>
        $"\"{string.Concat(text.Select(c => special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"))}\"";

    /// <summary>The lines that are there.</summary>
    internal static string Lines(IEnumerable<string?> lines) => string.Concat(lines.Where(line => line is not null).Select(line => line + "\n"));
}
