namespace ToxMail.Core.Messages;

/// <summary>Splits a header block into fields without losing an octet: the fields' raw octets joined are the block, with sound line ends.</summary>
internal static class HeaderFields
{
    internal static List<HeaderField> Split(ReadOnlyMemory<byte> header)
    {
        header = HeaderLines.Normalise(header);
        var fields = new List<HeaderField>();
        for (var start = 0; start < header.Length;)
        {
            var end = EndOfField(header.Span, start);
            fields.Add(Read(header[start..end]));
            start = end;
        }

        return fields;
    }

    private static int EndOfField(ReadOnlySpan<byte> header, int start)
    {
        var end = EndOfLine(header, start);
        while (end < header.Length && header[end] is (byte)' ' or (byte)'\t')
        {
            end = EndOfLine(header, end);
        }

        return end;
    }

    private static int EndOfLine(ReadOnlySpan<byte> header, int start)
    {
        var length = header[start..].IndexOf("\r\n"u8);
        return length < 0 ? header.Length : start + length + 2;
    }

    private static HeaderField Read(ReadOnlyMemory<byte> raw)
    {
        var span = raw.Span;
        var valueEnd = span.EndsWith("\r\n"u8) ? span.Length - 2 : span.Length;
        var colon = span.IndexOf((byte)':');
        var name = colon > 0 ? span[..colon].TrimEnd(" \t"u8) : default;
        return IsName(name)
            ? new HeaderField(raw, name.Length, colon + 1, valueEnd)
            : new HeaderField(raw, 0, 0, valueEnd);
    }

    // RFC 5322 3.6.8: printable ASCII; white space before the colon is obsolete syntax (4.5) that programs still read.
    private static bool IsName(ReadOnlySpan<byte> name) => !name.IsEmpty && name.IndexOfAnyExceptInRange((byte)33, (byte)126) < 0;
}
