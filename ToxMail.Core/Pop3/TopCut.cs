namespace ToxMail.Core.Pop3;

/// <summary>Finds where TOP stops: after the headers, the blank line, and some lines of the body (RFC 1939 7).</summary>
internal sealed class TopCut(long bodyLines)
{
    private long _linesLeft = bodyLines;
    private long _lineLength;
    private bool _startsWithCr;
    private bool _inBody;

    /// <summary>Whether nothing more is to be sent.</summary>
    internal bool Done => _inBody && _linesLeft <= 0;

    /// <summary>How many of these octets are still to be sent.</summary>
    internal int Take(ReadOnlySpan<byte> octets)
    {
        var taken = 0;
        while (taken < octets.Length && !Done)
        {
            var lf = octets[taken..].IndexOf((byte)'\n');
            var piece = octets.Slice(taken, lf < 0 ? octets.Length - taken : lf + 1);
            taken += piece.Length;
            Count(piece, lf >= 0);
        }

        return taken;
    }

    // A line is blank when nothing, or one CR, comes before its LF.
    private void Count(ReadOnlySpan<byte> piece, bool ends)
    {
        _startsWithCr = _lineLength == 0 ? piece[0] == (byte)'\r' : _startsWithCr;
        _lineLength += piece.Length;
        if (!ends)
        {
            return;
        }

        _linesLeft -= _inBody ? 1 : 0;
        _inBody |= _lineLength == 1 || (_lineLength == 2 && _startsWithCr);
        _lineLength = 0;
    }
}
