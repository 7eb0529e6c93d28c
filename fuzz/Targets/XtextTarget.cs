using System.Globalization;
using System.Text;
using ToxMail.Core.Smtp;

namespace ToxMail.Fuzz.Targets;

/// <summary>The encoding of ENVID and ORCPT values, and ORCPT itself.</summary>
internal sealed class XtextTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "plain"u8.ToArray(), "a+2Bb+3D+20"u8.ToArray(), "rfc822;bob+40tox.alt"u8.ToArray(), "utf-8;J\\x{FC}rgen@x"u8.ToArray(), "UTF-8;é+C3+A9"u8.ToArray(), "+0A"u8.ToArray(),
    ];

    public IReadOnlyList<string> Words { get; } = ["+2B", "+3D", "+0D+0A", "+C3+A9", "+F0+9F+98+80", "rfc822;", "utf-8;", "\\x{FC}", "\\x{D800}", "\\x{110000}", "😀", "\u0085"];

    /// <summary>The encoding with everything escaped that may be.</summary>
    internal static string Written(string text) => string.Concat(
        Encoding.UTF8.GetBytes(text).Select(octet => octet is < (byte)'!' or > (byte)'~' or (byte)'+' or (byte)'=' ? $"+{octet:X2}" : ((char)octet).ToString(CultureInfo.InvariantCulture)));

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var decoded = Xtext.Decode(text);
        var utf8 = Xtext.DecodeUtf8(text);
        Property.Holds(decoded is null || decoded == utf8, "What is xtext is the same where letters beyond ASCII may stand");
        if (decoded is not null)
        {
            Property.IsPrintableAscii(decoded, "Decoded xtext");
            Property.Equal(decoded, Xtext.Decode(Written(decoded)), "Xtext written again is the same");
        }

        if (utf8 is not null)
        {
            Property.Holds(!utf8.Any(char.IsControl), "Decoded text has no control characters");
            Property.Equal(utf8, Xtext.DecodeUtf8(Written(utf8)), "Text written again is the same");
        }

        Original(text, isUtf8: true);
        Original(text, isUtf8: false);
    }

    private static void Original(string text, bool isUtf8)
    {
        if (OriginalRecipient.Read(text, isUtf8) is not { } original)
        {
            return;
        }

        Property.IsPrintableAscii(original, "An original recipient");
        Property.Holds(original.IndexOf(';', StringComparison.Ordinal) is > 0 and var semicolon && semicolon < original.Length - 1, $"It has type and address: {original}");
    }
}
