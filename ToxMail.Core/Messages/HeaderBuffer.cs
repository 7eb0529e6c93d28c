using System.Buffers;
using System.Text;

namespace ToxMail.Core.Messages;

/// <summary>A header block being put together.</summary>
internal sealed class HeaderBuffer(int capacity)
{
    private readonly ArrayBufferWriter<byte> _octets = new(capacity + 1024);

    internal ReadOnlyMemory<byte> Octets => _octets.WrittenMemory;

    internal void Add(ReadOnlyMemory<byte> octets) => _octets.Write(octets.Span);

    /// <summary>
    /// Adds the line with which mbox files begin a mail, if there is one, and gives the fields behind it: it stays in front of what we add. Folded lines
    /// behind it are left out: it is no field, and to some programs a blank one of them ends the headers, before any that we add.
    /// </summary>
    internal IEnumerable<HeaderField> AddMboxLine(List<HeaderField> fields)
    {
        var isMbox = fields.Count > 0 && fields[0].NameLength == 0
            && (fields[0].Raw.Span.StartsWith("From "u8) || fields[0].Raw.Span.StartsWith(">From "u8));
        if (isMbox)
        {
            var line = fields[0].Raw;
            var end = line.Span.IndexOfAny((byte)'\r', (byte)'\n');
            Add(end < 0 ? line : line[..end]);
            AddLineEnd();
        }

        return fields.Skip(isMbox ? 1 : 0);
    }

    /// <summary>Adds one line of ASCII; a line end inside it would be a fault of the program and is refused.</summary>
    internal void AddLine(string line)
    {
        if (line.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            throw new ArgumentException("A header line made here is printable ASCII.", nameof(line));
        }

        _octets.Write(Encoding.ASCII.GetBytes(line));
        AddLineEnd();
    }

    internal void AddLineEnd() => _octets.Write("\r\n"u8);
}
