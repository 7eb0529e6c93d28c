using System.Text;

namespace ToxMail.Fuzz.Targets;

/// <summary>What holds for every header block that was written, read in the plainest way.</summary>
internal static class HeaderShape
{
    private const string Blank = "\r\n\r\n";

    internal static ReadOnlySpan<byte> BlankOctets => "\r\n\r\n"u8;

    /// <summary>Asserts that the mail falls into this header block and this body again, whoever reads it.</summary>
    internal static void Holds(byte[] header, byte[] body)
    {
        var text = Encoding.Latin1.GetString(header);
        Property.Holds(text.Replace("\r\n", string.Empty, StringComparison.Ordinal).IndexOfAny(['\r', '\n']) < 0, "The header lines end in CRLF alone");
        Property.Holds(text.Length > 0 && text[0] is not (' ' or '\t' or '\r'), "The header block begins with a line of its own");
        var blank = text.IndexOf(Blank, StringComparison.Ordinal);
        Property.Holds(blank < 0 ? body.Length == 0 : blank == text.Length - Blank.Length, "The header block has one blank line, at its end");

        var (headerAgain, bodyAgain) = Cast.Split([.. header, .. body], int.MaxValue);
        Property.Same(header, headerAgain, "The header block is found again");
        Property.Same(body, bodyAgain, "The body is found again");
    }

    /// <summary>The lines as those see them who take any of CR, LF and CRLF for a line end.</summary>
    internal static string[] Lines(byte[] header) => Encoding.Latin1.GetString(header).Split(["\r\n", "\r", "\n"], StringSplitOptions.None);

    internal static int Count(byte[] header, string name) => Lines(header).Count(line => IsField(line, name));

    internal static bool IsField(string line, string name) =>
        line.Split(':', 2) is [var before, _] && string.Equals(before.TrimEnd(' ', '\t'), name, StringComparison.OrdinalIgnoreCase);
}
