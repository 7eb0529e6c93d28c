namespace ToxMail.Core.Net;

/// <summary>
/// Takes a dot-stuffed message off the wire (RFC 5321 4.5.2): undoes the stuffing and finds the end, which is CRLF.CRLF alone. A single CR or
/// LF ends nothing, so nobody who reads it otherwise can be made to see a second message (SMTP smuggling); that there was one is remembered.
/// </summary>
internal sealed class DotReader
{
    private enum State
    {
        LineStart,
        Dot,
        DotCr,
        Text,
        Cr,
        End,
    }

    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte Dot = (byte)'.';

    // The CRLF before the first line is the one of the DATA command.
    private State _state = State.LineStart;

    /// <summary>Whether the end was reached.</summary>
    internal bool Ended => _state == State.End;

    /// <summary>Whether a CR without LF or an LF without CR was seen (RFC 5321 2.3.8).</summary>
    internal bool SawBareLineEnd { get; private set; }

    /// <summary>
    /// Takes octets up to the end of the message and writes the unstuffed ones, of which there is at most one more than <paramref name="input"/> has.
    /// </summary>
    /// <returns>How many octets of the input were taken; all of them unless the message ended.</returns>
    internal int Read(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        var taken = 0;
        written = 0;
        while (taken < input.Length && !Ended)
        {
            if (_state == State.Text)
            {
                var run = TextRun(input[taken..]);
                input.Slice(taken, run).CopyTo(output[written..]);
                taken += run;
                written += run;
            }
            else
            {
                written += Step(input[taken++], output[written..]);
            }
        }

        return taken;
    }

    // Copies whole lines in one go where no dot follows; leaves the state in which the octet after the run is met.
    private int TextRun(ReadOnlySpan<byte> input)
    {
        var end = 0;
        while (true)
        {
            var next = input[end..].IndexOfAny(Cr, Lf);
            if (next < 0)
            {
                return input.Length;
            }

            end += next;
            if (end + 2 >= input.Length || input[end] != Cr || input[end + 1] != Lf || input[end + 2] is Dot or Cr or Lf)
            {
                _state = input[end] == Cr ? State.Cr : State.Text;
                SawBareLineEnd |= input[end] == Lf;
                return end + 1;
            }

            end += 2;
        }
    }

    private int Step(byte octet, Span<byte> output)
    {
        switch (_state)
        {
            case State.LineStart when octet == Dot:
                _state = State.Dot;
                return 0;
            case State.Dot when octet == Cr:
                _state = State.DotCr;
                return 0;
            case State.DotCr when octet == Lf:
                _state = State.End;
                return 0;
            case State.DotCr:
                output[0] = Cr;
                SawBareLineEnd = true;
                return 1 + Text(octet, output[1..]);
            case State.Cr when octet == Lf:
                _state = State.LineStart;
                output[0] = octet;
                return 1;
            default:
                SawBareLineEnd |= _state == State.Cr;
                return Text(octet, output);
        }
    }

    private int Text(byte octet, Span<byte> output)
    {
        SawBareLineEnd |= octet == Lf;
        _state = octet == Cr ? State.Cr : State.Text;
        output[0] = octet;
        return 1;
    }
}
