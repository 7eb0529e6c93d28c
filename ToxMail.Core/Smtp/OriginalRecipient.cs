using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ToxMail.Core.Smtp;

/// <summary>
/// Reads ORCPT (RFC 3461 4.2), <c>address-type ";" xtext</c>, into the form that the Original-Recipient field of a notice has. The type utf-8
/// (RFC 6533 3) has letters beyond ASCII, as <c>\x{FC}</c> or, where the mail is SMTPUTF8, as they are; its field knows the former alone.
/// </summary>
internal static partial class OriginalRecipient
{
    private const int MaxLength = 500;
    private const string Utf8Type = "utf-8";

    /// <summary>Null when it is none.</summary>
    internal static string? Read(string? value, bool isUtf8)
    {
        if (value is not { Length: <= MaxLength } || value.IndexOf(';', StringComparison.Ordinal) is not (> 0 and var semicolon))
        {
            return null;
        }

        var (type, address) = (value[..semicolon], value[(semicolon + 1)..]);
        if (!type.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return null;
        }

        var decoded = type.Equals(Utf8Type, StringComparison.OrdinalIgnoreCase) ? ReadUtf8(address, isUtf8) : Xtext.Decode(address);
        return decoded is { Length: > 0 } ? $"{type};{decoded}" : null;
    }

    private static string? ReadUtf8(string address, bool isUtf8) =>
        (isUtf8 || Ascii.IsValid(address)) && Xtext.DecodeUtf8(address) is { } decoded && HasWholeEscapes(decoded) ? Escape(decoded) : null;

    private static bool HasWholeEscapes(string text) => Escaped().Replace(text, string.Empty) is var rest
        && !rest.Contains('\\', StringComparison.Ordinal)
        && Escaped().Matches(text).All(match => IsPrintable(match.Groups[1].Value));

    private static bool IsPrintable(string hex) =>
        Rune.TryCreate(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture), out var rune) && !Rune.IsControl(rune);

    // What is ASCII stands for itself, but for the two signs that xtext makes special.
    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsAscii && rune.Value is not ('+' or '=') ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}")));

    [GeneratedRegex(@"\\x\{([0-9A-F]{2,6})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}
