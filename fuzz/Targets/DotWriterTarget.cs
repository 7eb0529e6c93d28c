using System.Buffers;
using System.Text;
using ToxMail.Core.Net;

namespace ToxMail.Fuzz.Targets;

/// <summary>Any stored octets on their way to a POP3 client: no client finds the end inside of them, and undoing the stuffing gives them back.</summary>
internal sealed class DotWriterTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        PiecedInput.Seed("Subject: a\r\n\r\n.\r\n..b\r\n"u8, 1), PiecedInput.Seed("\n.\n\r.\r\n."u8, 2, 3), PiecedInput.Seed("no end"u8), PiecedInput.Seed([]),
    ];

    public IReadOnlyList<string> Words { get; } = ["\r\n", "\r\n.", "\n.", "\r\n.\r\n", "\r", "\n", "."];

    public void Run(byte[] input)
    {
        var message = PiecedInput.Read(input);
        var wire = Write(message.Pieces);
        Property.Equal(Write([message.Octets]), wire, "The pieces make no difference");

        // A client that takes LF for a line end, with or without a CR before it.
        var lines = wire.Split('\n');
        var end = Array.FindIndex(lines, line => line is "." or ".\r");
        Property.Equal(lines.Length - 2, end, "The only end is at the end");
        Property.Holds(wire.EndsWith("\r\n.\r\n", StringComparison.Ordinal) || wire == ".\r\n", "The end is CRLF.CRLF");

        var text = string.Join('\n', lines[..end].Select(line => line.StartsWith('.') ? line[1..] : line).Append(string.Empty));
        var stored = Encoding.Latin1.GetString(message.Octets);
        Property.Equal(stored.Length == 0 || stored.EndsWith("\r\n", StringComparison.Ordinal) ? stored : stored + "\r\n", text, "The message comes back");
    }

    private static string Write(IReadOnlyList<byte[]> pieces)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new DotWriter(output);
        foreach (var piece in pieces)
        {
            writer.Write(piece);
        }

        writer.Complete();
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}
