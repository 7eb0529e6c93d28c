using static ToxMail.Tests.Support.OddMails.OddMailRefusal;

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Bodies that line protocols and stores like to damage.</summary>
internal static class OddBodyMails
{
    internal static void AddTo(OddMailWriter writer)
    {
        AddDots(writer);
        AddLines(writer);
        AddOctets(writer);
        AddLookalikes(writer);
    }

    private static void AddDots(OddMailWriter writer)
    {
        writer.AddWithBody("body-one-dot", "", ".\n");
        writer.AddWithBody("body-two-dots", "", "..\n");
        writer.AddWithBody("body-dots-on-every-line", "", ".\n..\n...\n.a\n. \n.\n");
        writer.AddWithBody("body-dot-first-and-last", "", ".first\nmiddle\n.last\n");
        writer.AddWithBody("body-dot-commands", "", ".\nQUIT\n.\nMAIL FROM:<a@b>\n");
        writer.AddWithBody("body-ten-thousand-dots", "", string.Concat(Enumerable.Repeat(".\n", 10_000)));
        writer.AddWithBody("body-dot-then-bare-lf", "", "a␊.␊b\n", BareLineEnd);
        writer.AddWithBody("body-smuggled-end", "", "a␊.\nMAIL FROM:<x@y>\n", BareLineEnd);
        writer.AddWithBody("body-smuggled-end-by-cr", "", "a\n.␍\nb\n", BareLineEnd);
    }

    private static void AddLines(OddMailWriter writer)
    {
        writer.AddWithBody("body-empty", "", "");
        writer.AddWithBody("body-one-blank-line", "", "\n");
        writer.AddWithBody("body-many-blank-lines", "", new string('\n', 500));
        writer.AddWithBody("body-no-final-line-end", "", "the last line has no end");
        writer.AddWithBody("body-trailing-blank-lines", "", "text\n\n\n\n");
        writer.AddWithBody("body-trailing-spaces", "", "text   \n \t \n-- \nme\n");
        writer.AddWithBody("body-line-of-998", "", new string('a', 998) + "\n");
        writer.AddWithBody("body-line-of-999", "", new string('a', 999) + "\n");
        writer.AddWithBody("body-line-of-4096", "", new string('a', 4096) + "\n");
        writer.AddWithBody("body-line-of-100-kb", "", new string('a', 100_000) + "\n");
        writer.AddWithBody("body-lines-of-100-kb", "", string.Concat(Enumerable.Range(0, 5).Select(i => new string((char)('a' + i), 100_000) + "\n")));
        writer.AddWithBody("body-bare-lf", "", "unix\n" + "bare␊line\n", BareLineEnd);
        writer.AddWithBody("body-bare-cr", "", "old␍mac\n", BareLineEnd);
        writer.AddWithBody("body-cr-cr-lf", "", "double␍\n", BareLineEnd);
        writer.AddWithBody("body-ends-with-cr", "", "text␍", BareLineEnd);
        writer.AddWithBody("body-ends-with-lf", "", "text␊", BareLineEnd);
    }

    private static void AddOctets(OddMailWriter writer)
    {
        writer.AddWithBody("body-utf8", "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n", "Grüße, 日本語, العربية, 😀\n");
        writer.AddWithBody("body-utf8-undeclared", "", "Grüße ohne Kopfzeile\n");
        writer.AddWithBody("body-latin1", "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n", [0x63, 0x61, 0x66, 0xE9, 13, 10]);
        writer.AddWithBody("body-all-octets-but-line-ends", "Content-Transfer-Encoding: 8bit\n", [.. Enumerable.Range(1, 255).Select(i => (byte)i).Where(b => b is not 13 and not 10), 13, 10]);
        writer.AddWithBody("body-nul", "", "a␀b␀␀\n");
        writer.AddWithBody("body-utf16", "Content-Type: text/plain; charset=utf-16\n", [0xFF, 0xFE, 0x61, 0, 0x62, 0, 13, 10]);
        writer.AddWithBody("body-byte-order-mark", "", [0xEF, 0xBB, 0xBF, .. "text\r\n"u8]);
        writer.AddWithBody("body-control-characters", "", "a\u0001\u0002\u0003\u001b[31mred\u001b[0m\u0007\u007f\n");
        writer.AddWithBody("body-ctrl-z", "", "before\u001aafter\n");
        writer.AddWithBody("body-form-feed", "", "page\fpage\v\n");
    }

    private static void AddLookalikes(OddMailWriter writer)
    {
        writer.AddWithBody("body-like-headers", "", $"From: {writer.From}\nTo: {writer.To}\nBcc: {writer.To}\n\nMore.\n");
        writer.AddWithBody("body-mbox-lines", "", "From here on\n>From there\n\nFrom me Sat Nov 21 10:00:00 2026\n");
        writer.AddWithBody("body-alias-in-text", "", $"Write to {writer.To} or {writer.From}.\n");
        writer.AddWithBody("body-pop3-replies", "", "+OK 2 200\n-ERR no\n.\n+OK\n");
        writer.AddWithBody("body-smtp-replies", "", "250 2.0.0 Ok\n354 go on\n421 bye\n");
        writer.AddWithBody("body-of-500-kb", "", string.Concat(Enumerable.Range(0, 8000).Select(i => $"line {i:D6} {new string((char)('a' + (i % 26)), 48)}\n")));
        writer.AddWithBody("body-begins-with-blank-lines", "", "\n\n\ntext\n");
        writer.AddWithBody("body-begins-with-space", "", "  indented as if it were folded\n");
    }
}
