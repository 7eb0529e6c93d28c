using static ToxMail.Tests.Support.OddMails.OddMailRefusal;

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Mails that hardly are mails.</summary>
internal static class OddBrokenMails
{
    internal static void AddTo(OddMailWriter writer)
    {
        AddWithoutHeaders(writer);
        AddWithoutEnd(writer);
    }

    private static void AddWithoutHeaders(OddMailWriter writer)
    {
        writer.Add("broken-empty", "");
        writer.Add("broken-one-line-end", "\n");
        writer.Add("broken-two-line-ends", "\n\n");
        writer.Add("broken-blank-line-first", "\nThis is all body.\n");
        writer.Add("broken-blank-line-then-headers", $"\nFrom: {writer.From}\nTo: {writer.To}\n\nbody\n");
        writer.Add("broken-body-only", "Hello, this is no header.\nNeither is this.\n\nAnd a second paragraph.\n");
        writer.Add("broken-body-only-without-blank-line", "Hello\n");
        writer.Add("broken-body-only-one-word", "Hello");
        writer.Add("broken-body-only-dot", ".\n");
        writer.Add("broken-body-only-with-colon", "Dear Bob: here I am\n\nbody\n");
        writer.Add("broken-body-only-utf8", "Grüße: an alle\n\nbody\n");
        writer.Add("broken-body-only-line-of-100-kb", new string('a', 100_000) + "\n\nbody\n");
        writer.Add("broken-body-only-of-2-mb", string.Concat(Enumerable.Repeat("no header and no blank line\n", 80_000)));
        writer.Add("broken-starts-with-space", $" folded from nowhere\nFrom: {writer.From}\n\nbody\n");
        writer.Add("broken-starts-with-nul", "␀From: x@example.org\n\nbody\n");
        writer.Add("broken-starts-with-byte-order-mark", [0xEF, 0xBB, 0xBF, .. OddMailWriter.Octets($"{writer.Basic("broken-starts-with-byte-order-mark")}\nbody\n")]);
        writer.Add("broken-binary", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7919 >> 3)).Select(b => b is 13 or 10 ? (byte)0 : b), 13, 10]);
    }

    private static void AddWithoutEnd(OddMailWriter writer)
    {
        writer.Add("broken-headers-only", writer.Basic("broken-headers-only"));
        writer.Add("broken-headers-only-with-blank-line", writer.Basic("broken-headers-only-with-blank-line") + "\n");
        writer.Add("broken-headers-only-no-final-line-end", $"{writer.Basic("broken-headers-only-no-final-line-end")}Cc: {writer.To}");
        writer.Add("broken-no-blank-line", $"{writer.Basic("broken-no-blank-line")}And here the body begins at once.\nIt goes on.\n");
        writer.Add("broken-no-blank-line-later-paragraph", $"{writer.Basic("broken-no-blank-line-later-paragraph")}The body begins at once.\n\nSecond paragraph.\n");
        writer.Add("broken-blank-line-of-spaces", $"{writer.Basic("broken-blank-line-of-spaces")}  \nIs this the body?\n\nOr this?\n");
        writer.Add("broken-ends-in-header-name", writer.Basic("broken-ends-in-header-name") + "X-Unfin");
        writer.Add("broken-ends-in-fold", writer.Basic("broken-ends-in-fold") + "X-Fold: a\n ");
        writer.Add("broken-unix-lines", $"{writer.Basic("broken-unix-lines").Replace('\n', '␊')}␊body␊", BareLineEnd);
        writer.Add("broken-mac-lines", $"{writer.Basic("broken-mac-lines").Replace('\n', '␍')}␍body␍", BareLineEnd);
        writer.Add("broken-mixed-lines", $"From: {writer.From}␊To: {writer.To}\nSubject: mixed␍\n\nbody\n", BareLineEnd);
        writer.Add("broken-blank-line-of-lf", $"{writer.Basic("broken-blank-line-of-lf")}␊body\n", BareLineEnd);
    }
}
