using System.Buffers;

namespace ToxMail.Core.Messages;

/// <summary>Makes the line ends of a header block what they ought to be.</summary>
/// <remarks>
/// Mail programs differ over a lone CR or LF: some end a line there, some do not. A mail with one never comes from our SMTP server, which
/// refuses it, but a peer may send one so that this program and the user's read different headers. Each becomes CRLF here, and empty
/// lines that only some would see go, so that all read the same. A block without any stays the same octets.
/// </remarks>
internal static class HeaderLines
{
    internal static ReadOnlyMemory<byte> Normalise(ReadOnlyMemory<byte> header)
    {
        if (!HasBareLineEnd(header.Span))
        {
            return header;
        }

        var lines = new ArrayBufferWriter<byte>(header.Length + 64);
        var rest = header.Span;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
            var end = length < 0 ? rest.Length : length + (rest[length..].StartsWith("\r\n"u8) ? 2 : 1);
            WriteLine(lines, length < 0 ? rest : rest[..length], isWhole: length >= 0);
            rest = rest[end..];
        }

        lines.Write(EndsWithBlankLine(header.Span) ? "\r\n"u8 : default);
        return lines.WrittenMemory;
    }

    private static void WriteLine(ArrayBufferWriter<byte> lines, ReadOnlySpan<byte> line, bool isWhole)
    {
        if (!line.IsEmpty)
        {
            lines.Write(line);
            lines.Write(isWhole ? "\r\n"u8 : default);
        }
    }

    private static bool HasBareLineEnd(ReadOnlySpan<byte> header)
    {
        for (var next = header.IndexOfAny((byte)'\r', (byte)'\n'); next >= 0; next = header.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            if (!header[next..].StartsWith("\r\n"u8))
            {
                return true;
            }

            header = header[(next + 2)..];
        }

        return false;
    }

    // The blank line as HeaderBlockReader sees it.
    private static bool EndsWithBlankLine(ReadOnlySpan<byte> header) =>
        header.EndsWith("\n\r\n"u8) || header.EndsWith("\n\n"u8) || header.SequenceEqual("\n"u8);
}
