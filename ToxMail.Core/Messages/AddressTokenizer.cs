using System.Buffers;

namespace ToxMail.Core.Messages;

/// <summary>
/// Cuts the value of an address field into tokens; comments and white space are skipped. Total: any octets give tokens, in linear time.
/// </summary>
internal ref struct AddressTokenizer(ReadOnlySpan<byte> value)
{
    // An encoded word has at most 75 octets (RFC 2047 2); programs that write longer ones exist.
    private const int MaxEncodedWord = 1000;

    private static readonly SearchValues<byte> AtomEnds = SearchValues.Create(" \t\r\n()<>@,;:\"[]"u8);
    private static readonly SearchValues<byte> EncodedWordEnds = SearchValues.Create(" \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _value = value;
    private int _position;

    // Set once a quote or parenthesis proved to have no end: then it and all later ones are ordinary characters, lest an
    // alias behind it be missed or the search for the end be made again and again.
    private bool _quotesBroken;
    private bool _commentsBroken;
    private bool _literalsBroken;

    /// <summary>Dots are part of atoms.</summary>
    internal AddressToken Next()
    {
        while (_position < _value.Length)
        {
            var start = _position;
            var kind = Take(_value[start]);
            if (kind is not null)
            {
                return new AddressToken(kind.Value, start, _position);
            }
        }

        return new AddressToken(AddressTokenKind.End, _position, _position);
    }

    private AddressTokenKind? Take(byte first)
    {
        switch (first)
        {
            case (byte)'(':
                SkipTo(EndOfComment(), ref _commentsBroken);
                return null;
            case (byte)'"':
                return SkipTo(EndOfQuoted((byte)'"', _quotesBroken), ref _quotesBroken) ? AddressTokenKind.Quoted : null;
            case (byte)'[':
                return SkipTo(EndOfQuoted((byte)']', _literalsBroken), ref _literalsBroken) ? AddressTokenKind.Literal : null;
            default:
                return TakeShort(first);
        }
    }

    private AddressTokenKind? TakeShort(byte first)
    {
        AddressTokenKind? kind = first switch
        {
            (byte)'@' => AddressTokenKind.At,
            (byte)'<' => AddressTokenKind.Less,
            (byte)'>' => AddressTokenKind.Greater,
            (byte)',' or (byte)';' or (byte)':' => AddressTokenKind.Separator,
            _ when AtomEnds.Contains(first) => null,
            _ => AddressTokenKind.Atom,
        };
        _position = kind == AddressTokenKind.Atom ? EndOfAtom() : _position + 1;
        return kind;
    }

    private bool SkipTo(int end, ref bool broken)
    {
        broken |= end < 0;
        _position = end < 0 ? _position + 1 : end;
        return end >= 0;
    }

    private readonly int EndOfComment()
    {
        var depth = 0;
        for (var i = _position; i < _value.Length && !_commentsBroken; i++)
        {
            switch (_value[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    return i + 1;
                default:
                    break;
            }
        }

        return -1;
    }

    private readonly int EndOfQuoted(byte closing, bool broken)
    {
        for (var i = _position + 1; i < _value.Length && !broken; i++)
        {
            if (_value[i] == closing)
            {
                return i + 1;
            }

            i += _value[i] == '\\' ? 1 : 0;
        }

        return -1;
    }

    private readonly int EndOfAtom()
    {
        var end = _position;
        while (end < _value.Length && !AtomEnds.Contains(_value[end]))
        {
            end += Math.Max(1, LengthOfEncodedWord(_value[end..]));
        }

        return end;
    }

    // =?charset?Q?text?= is one word even where the text holds characters that it should have encoded, such as a parenthesis.
    private static int LengthOfEncodedWord(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("=?"u8))
        {
            return 0;
        }

        var word = text[..Math.Min(text.Length, MaxEncodedWord)];
        var space = word.IndexOfAny(EncodedWordEnds);
        word = space < 0 ? word : word[..space];
        var charset = word[2..].IndexOf((byte)'?') + 2;
        if (charset < 2 || charset + 3 > word.Length || word[charset + 2] != '?')
        {
            return 0;
        }

        var end = word[(charset + 3)..].IndexOf("?="u8);
        return end < 0 ? 0 : charset + 3 + end + 2;
    }
}
