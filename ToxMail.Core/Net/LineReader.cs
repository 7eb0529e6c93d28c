using System.Buffers;

namespace ToxMail.Core.Net;

/// <summary>
/// Cuts one line after the other out of bytes that come in any pieces. A line longer than the limit is swallowed to its end and
/// reported once, so a client cannot make us remember more than the limit.
/// </summary>
internal sealed class LineReader(int limit, LineEnding ending)
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    // Two octets more than a line may have: the CRLF itself.
    private readonly byte[] _line = new byte[limit + 2];
    private int _length;
    private bool _tooLong;
    private bool _afterCr;
    private bool _done;

    /// <summary>The line without its end; valid until the next <see cref="Feed(ReadOnlySpan{byte}, out int, out bool)"/>.</summary>
    internal ReadOnlyMemory<byte> Line => _line.AsMemory(0, _length);

    /// <summary>Takes bytes up to the end of a line; true when there was one, and <paramref name="tooLong"/> when it had more than the limit.</summary>
    internal bool Feed(ReadOnlySpan<byte> input, out int consumed, out bool tooLong)
    {
        Forget();
        consumed = 0;
        while (NextLf(input[consumed..]) is >= 0 and var lf)
        {
            var ends = ending == LineEnding.AnyLf || (lf > 0 ? input[consumed + lf - 1] == Cr : _afterCr);
            Keep(input.Slice(consumed, lf + 1));
            consumed += lf + 1;
            if (ends)
            {
                return Finish(out tooLong);
            }
        }

        Keep(input[consumed..]);
        consumed = input.Length;
        tooLong = false;
        return false;
    }

    /// <inheritdoc cref="Feed(ReadOnlySpan{byte}, out int, out bool)" />
    internal bool Feed(in ReadOnlySequence<byte> input, out long consumed, out bool tooLong)
    {
        consumed = 0;
        tooLong = false;
        foreach (var segment in input)
        {
            var ended = Feed(segment.Span, out var taken, out tooLong);
            consumed += taken;
            if (ended)
            {
                return true;
            }
        }

        return false;
    }

    private static int NextLf(ReadOnlySpan<byte> input) => input.IndexOf(Lf);

    private bool Finish(out bool tooLong)
    {
        _length -= _length > 1 && _line[_length - 2] == Cr ? 2 : 1;
        tooLong = _tooLong || _length > limit;
        _length = tooLong ? 0 : _length;
        _done = true;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        _afterCr = piece[^1] == Cr;
        _tooLong |= _length + piece.Length > _line.Length;
        if (!_tooLong)
        {
            piece.CopyTo(_line.AsSpan(_length));
            _length += piece.Length;
        }
    }

    private void Forget()
    {
        if (_done)
        {
            (_length, _tooLong, _afterCr, _done) = (0, false, false, false);
        }
    }
}
