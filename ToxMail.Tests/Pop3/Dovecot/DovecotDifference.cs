using System.Text;
using System.Text.RegularExpressions;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>One way in which Dovecot's answer is not ours, made of ours. Each is explained in <c>docs/quirks.md</c>.</summary>
/// <param name="Content">What it sends where we send this.</param>
/// <param name="Size">What it counts where we count this many octets.</param>
internal sealed partial record DovecotDifference(Func<byte[], byte[]> Content, Func<long, long> Size)
{
    private const int LinesMendedInMail = 3;

    /// <summary>It does not double a dot that is the very first octet (RFC 1939 3 asks for it).</summary>
    public static readonly DovecotDifference UnstuffedStart = new(content => content[1..], size => size);

    /// <summary>It counts the mail as stored, without the line end that both send behind a last line that has none.</summary>
    public static readonly DovecotDifference EndNotCounted = new(content => content, size => size - 2);

    /// <summary>It makes every lone LF a CRLF; we change no octet, and end a part whose last line ends at a lone LF with a CRLF.</summary>
    public static readonly DovecotDifference LinesMended = new(
        content => Encoding.Latin1.GetBytes(LoneLf().Replace(EndAfterLoneLf().Replace(Encoding.Latin1.GetString(content), "\n.\r\n"), "\r\n")),
        size => size + LinesMendedInMail);

    [GeneratedRegex(@"(?<!\r)\n")]
    private static partial Regex LoneLf();

    [GeneratedRegex(@"(?<!\r)\n\r\n\.\r\n\z")]
    private static partial Regex EndAfterLoneLf();
}
