namespace ToxMail.Core.Net;

/// <summary>Watches octets go by in pieces for a CR without LF or an LF without CR (RFC 5321 2.3.8), and for how they end.</summary>
internal sealed class LineEndCheck
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private bool _afterCr;
    private bool _atLineStart = true;

    /// <summary>Whether there was one so far; a CR at the very end may still become a CRLF.</summary>
    internal bool SawBareLineEnd { get; private set; }

    /// <summary>Whether there was one, if nothing follows any more.</summary>
    internal bool HasBareLineEnd => SawBareLineEnd || _afterCr;

    /// <summary>Whether nothing came, or CRLF came last.</summary>
    internal bool IsAtLineStart => _atLineStart;

    /// <summary>Takes the next octets.</summary>
    internal void Take(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var next = _afterCr ? 0 : octets.IndexOfAny(Cr, Lf);
            if (next < 0)
            {
                _atLineStart = false;
                return;
            }

            Step(octets[next]);
            octets = octets[(next + 1)..];
        }
    }

    private void Step(byte octet)
    {
        SawBareLineEnd |= _afterCr != (octet == Lf);
        _atLineStart = _afterCr && octet == Lf;
        _afterCr = octet == Cr;
    }
}
