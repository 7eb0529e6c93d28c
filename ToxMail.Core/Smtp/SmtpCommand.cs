using System.Buffers;
using System.Text;

namespace ToxMail.Core.Smtp;

/// <summary>One command line, divided into its verb and what follows it.</summary>
internal readonly record struct SmtpCommand(SmtpVerb Verb, string Argument)
{
    private const string ChunkVerb = "BDAT";

    /// <summary>Of names and of address literals (RFC 5321 4.1.3).</summary>
    private static readonly SearchValues<char> HostLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_[]:");

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private static readonly Dictionary<string, SmtpVerb> Verbs = Enum.GetValues<SmtpVerb>()
        .Where(verb => verb != SmtpVerb.Unknown)
        .ToDictionary(verb => verb.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a transcript may repeat: the arguments of commands that have no secret. Of a line that is no command nothing, for it may be a
    /// password whose AUTH was refused. And a line of a mail whose DATA was refused may begin like a command, so that what follows has to look like
    /// one too.
    /// </summary>
    internal string Shown => Verb == SmtpVerb.Unknown ? "(no command, hidden)"
        : Argument.Length == 0 ? Name
        : IsShown ? $"{Name} {Argument}"
        : $"{Name} (hidden)";

    private bool IsShown => Verb switch
    {
        SmtpVerb.Ehlo or SmtpVerb.Helo => !Argument.AsSpan().ContainsAnyExcept(HostLetters),
        SmtpVerb.Mail => PathArgument.After(MailCommand.Keyword, Argument) is not null,
        SmtpVerb.Rcpt => PathArgument.After(RcptCommand.Keyword, Argument) is not null,
        SmtpVerb.Bdat => BdatCommand.TryRead(Argument, out _),
        _ => false,
    };

    private string Name => Verb.ToString().ToUpperInvariant();

    /// <summary>Reads a line without its CRLF; returns the refusal, or null when there is a command.</summary>
    internal static SmtpReply? TryRead(ReadOnlySpan<byte> line, out SmtpCommand command)
    {
        command = default;
        if (Decode(line) is not { } text)
        {
            return SmtpReplies.NotText;
        }

        // White space before the CRLF is to be tolerated (RFC 5321 4.1.1).
        text = text.TrimEnd(' ');
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var verb = Verbs.GetValueOrDefault(space < 0 ? text : text[..space]);
        command = new SmtpCommand(verb, space < 0 ? string.Empty : text[(space + 1)..]);
        return null;
    }

    /// <summary>Whether an unreadable line would have announced octets, which must never be taken for commands.</summary>
    internal static bool IsChunk(ReadOnlySpan<byte> line) => line.Length > ChunkVerb.Length && Ascii.EqualsIgnoreCase(line[..ChunkVerb.Length], ChunkVerb);

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
