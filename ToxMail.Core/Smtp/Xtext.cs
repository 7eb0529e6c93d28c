using System.Text;

namespace ToxMail.Core.Smtp;

/// <summary>The encoding of ENVID, ORCPT and AUTH values (RFC 3461 4): <c>+</c> and two upper-case hexadecimal digits for what is not printable.</summary>
internal static class Xtext
{
    private const string UpperHex = "0123456789ABCDEF";

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>The decoded text, or null when it is no xtext or hides a character that could break a header line.</summary>
    internal static string? Decode(string text) => Ascii.IsValid(text) && DecodeUtf8(text) is { } decoded && Ascii.IsValid(decoded) ? decoded : null;

    /// <summary>The same where letters beyond ASCII may stand, as they are or encoded octet by octet.</summary>
    internal static string? DecodeUtf8(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '+';
            if (escaped ? !IsHexPair(text, i + 1) : text[i] is < '!' or '\x7f' or '=')
            {
                return null;
            }

            bytes.AddRange(escaped ? Convert.FromHexString(text.AsSpan(i + 1, 2)) : Encoding.UTF8.GetBytes(text, i, char.IsSurrogatePair(text, i) ? 2 : 1));
            i += escaped ? 2 : char.IsSurrogatePair(text, i) ? 1 : 0;
        }

        return Printable(bytes);
    }

    private static string? Printable(List<byte> bytes)
    {
        try
        {
            var text = StrictUtf8.GetString([.. bytes]);
            return text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsHexPair(string text, int start) =>
        start + 2 <= text.Length
        && UpperHex.Contains(text[start], StringComparison.Ordinal)
        && UpperHex.Contains(text[start + 1], StringComparison.Ordinal);
}
