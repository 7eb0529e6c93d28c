using System.Text;

namespace ToxMail.Core.Wire;

/// <summary>Makes words of a peer fit to be shown: valid UTF-8, one line, no control characters.</summary>
internal static class PeerText
{
    internal static string Clean(ReadOnlySpan<byte> utf8) => Clean(Encoding.UTF8.GetString(utf8));

    internal static string Clean(string text) =>
        new([.. text.Select(static c => char.IsControl(c) ? ' ' : c)]);
}
