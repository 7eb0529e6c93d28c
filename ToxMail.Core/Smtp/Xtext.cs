using System.Text;

namespace ToxMail.Core.Smtp;

/// <summary>The encoding of ENVID, ORCPT and AUTH values (RFC 3461 4): <c>+</c> and two upper-case hexadecimal digits for what is not printable.</summary>
internal static class Xtext
{
    private const string UpperHex = "0123456789ABCDEF";

    /// <summary>The decoded text, or null when it is no xtext or hides a character that could break a header line.</summary>
    internal static string? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '+';
            if (escaped ? !IsHexPair(text, i + 1) : text[i] is < '!' or > '~' or '=')
            {
                return null;
            }

            bytes.Add(escaped ? Convert.FromHexString(text.AsSpan(i + 1, 2))[0] : (byte)text[i]);
            i += escaped ? 2 : 0;
        }

        return bytes.TrueForAll(b => b is >= (byte)' ' and <= (byte)'~') ? Encoding.ASCII.GetString([.. bytes]) : null;
    }

    private static bool IsHexPair(string text, int start) =>
        start + 2 <= text.Length
        && UpperHex.Contains(text[start], StringComparison.Ordinal)
        && UpperHex.Contains(text[start + 1], StringComparison.Ordinal);
}
