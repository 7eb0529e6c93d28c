using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace ToxMail.Core.Messages;

/// <summary>Header values as text that is safe to show, to log and to store: one line, bounded, no control characters.</summary>
internal static class HeaderText
{
    private const int MaxDecoded = 300;

    // RFC 5322 2.1.1: a line has at most 998 octets.
    private const int MaxMessageId = 998;

    // Encoded text is some times longer than what it says.
    private const int MaxRaw = 8 * 1024;

    /// <summary>Decodes an unstructured value: encoded words (RFC 2047), raw UTF-8 (RFC 6532), else Latin-1.</summary>
    internal static string Decode(ReadOnlyMemory<byte> value)
    {
        var raw = value[..Math.Min(value.Length, MaxRaw)].ToArray();
        return OneLine(Rfc2047.DecodeText(ParserOptions.Default, raw), MaxDecoded);
    }

    /// <summary>A Message-ID as it stands, without folds.</summary>
    internal static string MessageId(ReadOnlyMemory<byte> value) =>
        OneLine(Encoding.UTF8.GetString(value.Span[..Math.Min(value.Length, MaxRaw)]), MaxMessageId);

    /// <summary>A value without white space: a link may be folded anywhere.</summary>
    internal static string Unfolded(ReadOnlyMemory<byte> value) =>
        string.Concat(Encoding.ASCII.GetString(value.Span[..Math.Min(value.Length, MaxRaw)]).Where(static c => !char.IsWhiteSpace(c)));

    /// <summary>Makes any text one line without control or direction characters, at most so long.</summary>
    internal static string OneLine(string text, int maxLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        Span<char> utf16 = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune);
            if (IsHidden(rune) || (isSpace && (line.Length == 0 || line[^1] == ' ')))
            {
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            line.Append(isSpace ? " " : utf16[..rune.EncodeToUtf16(utf16)]);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The text as printable ASCII, other characters as question marks: fit for an SMTP reply or a header line.</summary>
    internal static string Printable(string text) =>
        string.Create(text.Length, text, static (ascii, source) =>
        {
            for (var i = 0; i < ascii.Length; i++)
            {
                ascii[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });

    // Overrides of the writing direction make one name look like another.
    private static bool IsHidden(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune));
}
