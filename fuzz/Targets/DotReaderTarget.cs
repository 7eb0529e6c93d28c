using System.Text;
using ToxMail.Core.Net;

namespace ToxMail.Fuzz.Targets;

/// <summary>A dot-stuffed message in pieces: the same as the whole text at hand would give.</summary>
internal sealed class DotReaderTarget : IFuzzTarget
{
    private sealed record Outcome(string Text, int Taken, bool Ended, bool Bare);

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        PiecedInput.Seed("a\r\n..b\r\n.\r\nQUIT\r\n"u8, 1),
        PiecedInput.Seed("a\n.\r\nb\r.\r\n\r\n.\n.\r\n"u8, 2, 3),
        PiecedInput.Seed(".\r\n"u8),
        PiecedInput.Seed("text text\r\ntext\r\n\r\n.c\r\n.\rd\r\n.\r\n"u8, 5, 1, 2),
    ];

    public IReadOnlyList<string> Words { get; } = ["\r\n", "\r\n.", "\r\n..", "\r\n.\r\n", "\r", "\n", ".", "\n.\n", "\r.\r"];

    public void Run(byte[] input)
    {
        // A CR at the very end may still become a CRLF, and a dot at the start of a line the end.
        var message = PiecedInput.Read(input, "x"u8);
        Property.Equal(Naive(message.Octets), Read(message.Pieces), "The reader equals the naive one");
        CheckLineEnds(message);
    }

    private static Outcome Read(IReadOnlyList<byte[]> pieces)
    {
        var reader = new DotReader();
        var text = new StringBuilder();
        var taken = 0;
        foreach (var piece in pieces)
        {
            var output = new byte[piece.Length + 1];
            taken += reader.Read(piece, output, out var written);
            text.Append(Encoding.Latin1.GetString(output, 0, written));
        }

        return new Outcome(text.ToString(), taken, reader.Ended, reader.SawBareLineEnd);
    }

    // Cut at the end mark, then undo the stuffing of each line.
    private static Outcome Naive(byte[] bytes)
    {
        var wire = "\r\n" + Encoding.Latin1.GetString(bytes);
        var end = wire.IndexOf("\r\n.\r\n", StringComparison.Ordinal);
        var message = end < 0 ? wire : wire[..(end + 2)];
        var text = message.Replace("\r\n.", "\r\n", StringComparison.Ordinal)[2..];
        return new Outcome(text, end < 0 ? bytes.Length : end + 3, end >= 0, IsBare(message));
    }

    // The same question for a mail that comes by BDAT.
    private static void CheckLineEnds(PiecedInput message)
    {
        var check = new LineEndCheck();
        foreach (var piece in message.Pieces)
        {
            check.Take(piece);
        }

        Property.Equal(IsBare(Encoding.Latin1.GetString(message.Octets)), check.HasBareLineEnd, "A bare line end is seen");
        Property.Holds(!check.IsAtLineStart, "The last line has no end");
    }

    private static bool IsBare(string text) => text.Replace("\r\n", string.Empty, StringComparison.Ordinal).IndexOfAny(['\r', '\n']) >= 0;
}
