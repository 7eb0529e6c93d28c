using System.Buffers;
using System.Text;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Smtp;

/// <summary>
/// Reads the path of MAIL and RCPT (RFC 5321 4.1.2, with the letters of RFC 6531 3.3): <c>&lt;@route:"local part"@domain&gt;</c>.
/// A source route is skipped (RFC 5321 4.1.1.3). Total: any text either is a path or is not.
/// </summary>
internal ref struct SmtpPath
{
    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";
    private const char EndOfText = '\0';

    private static readonly SearchValues<char> NotInLiteral = SearchValues.Create("[\\<>@ ");

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private SmtpPath(ReadOnlySpan<char> text) => _text = text;

    private readonly char Current => _position < _text.Length ? _text[_position] : EndOfText;

    /// <summary>
    /// Reads a path at the start of the text; <paramref name="length"/> is what it took, <paramref name="address"/> is null for <c>&lt;&gt;</c>.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out MailAddress? address, out int length)
    {
        var reader = new SmtpPath(text);
        var valid = reader.TryRead(out address);
        length = reader._position;
        return valid;
    }

    private bool TryRead(out MailAddress? address)
    {
        address = null;
        if (!Take('<'))
        {
            return false;
        }

        return Take('>') || (SkipRoute() && TryReadMailbox(out address) && Take('>'));
    }

    private bool TryReadMailbox(out MailAddress? address)
    {
        address = null;
        return (Current == '"' ? QuotedLocalPart() : DotSeparated(IsAtom)) is { } localPart
            && Take('@')
            && Domain() is { } domain
            && MailAddress.TryCreate(localPart, domain, out address);
    }

    private bool SkipRoute()
    {
        if (Current != '@')
        {
            return true;
        }

        do
        {
            if (!Take('@') || Domain() is null)
            {
                return false;
            }
        }
        while (Take(','));

        return Take(':');
    }

    private string? Domain() => Current == '[' ? AddressLiteral() : DotSeparated(IsDomainLetter);

    private string? AddressLiteral()
    {
        var end = _text[_position..].IndexOf(']');
        if (end < 2 || _text.Slice(_position + 1, end - 1).ContainsAny(NotInLiteral))
        {
            return null;
        }

        var literal = _text.Slice(_position, end + 1).ToString();
        _position += end + 1;
        return literal;
    }

    private string? QuotedLocalPart()
    {
        _position++;
        var unquoted = new StringBuilder();
        while (Current is not '"')
        {
            _position += Current == '\\' ? 1 : 0;
            if (Current == EndOfText)
            {
                return null;
            }

            unquoted.Append(Current);
            _position++;
        }

        _position++;
        return unquoted.ToString();
    }

    private string? DotSeparated(Func<char, bool> isLetter)
    {
        var start = _position;
        do
        {
            var part = _position;
            while (isLetter(Current))
            {
                _position++;
            }

            if (_position == part)
            {
                return null;
            }
        }
        while (Take('.'));

        return _text[start.._position].ToString();
    }

    private bool Take(char expected)
    {
        var taken = Current == expected;
        _position += taken ? 1 : 0;
        return taken;
    }

    private static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || c > 127 || AtomSigns.Contains(c, StringComparison.Ordinal);

    // The underscore is no letter of a host name, but some networks have it in theirs.
    private static bool IsDomainLetter(char c) => char.IsAsciiLetterOrDigit(c) || c > 127 || c is '-' or '_';
}
