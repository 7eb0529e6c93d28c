using System.Globalization;
using System.Text;

namespace ToxMail.Core.Addressing;

/// <summary>Makes text from a stranger harmless to show: one line, bounded, without control characters and without marks that turn the writing direction.</summary>
internal static class PeerText
{
    internal static string Clean(string text, int maxBytes)
    {
        var clean = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune;
            if (Rune.GetUnicodeCategory(shown) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            bytes += shown.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            clean.Append(shown);
        }

        return clean.ToString().Trim();
    }
}
