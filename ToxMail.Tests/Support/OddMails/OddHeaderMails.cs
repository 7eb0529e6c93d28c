using static ToxMail.Tests.Support.OddMails.OddMailRefusal;

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Headers that are legal and rare, or plainly wrong, beside ordinary addresses.</summary>
internal static class OddHeaderMails
{
    internal static void AddTo(OddMailWriter writer)
    {
        AddRare(writer);
        AddWrong(writer);
        AddHuge(writer);
        AddMissing(writer);
    }

    private static void AddRare(OddMailWriter writer)
    {
        writer.AddWithHeaders("subject-encoded", "Subject: =?utf-8?B?w6TDtsO8?= =?iso-2022-jp?B?GyRCRnxLXDhsGyhC?=\n");
        writer.AddWithHeaders("subject-raw-utf8", "X-Title: Grüße an 日本 😀\n");
        writer.AddWithHeaders("subject-unknown-charset", "X-Title: =?x-klingon?Q?qapla=27?=\n");
        writer.AddWithHeaders("header-empty-values", "X-Empty:\nX-Blank:    \nKeywords:\n");
        writer.AddWithHeaders("header-folded-tabs", "X-Folded: a\n\tb\n \t c\n");
        writer.AddWithHeaders("header-trailing-spaces", "X-Trailing: a   \nX-Tab: b\t\n");
        writer.AddWithHeaders("header-only-white-continuation", "X-Blank-Fold: a\n \n\t\n b\n");
        writer.AddWithHeaders("header-case", "x-LOWER: a\nX-lower: b\nMIME-version: 1.0\n");
        writer.AddWithHeaders("header-repeated", string.Concat(Enumerable.Range(0, 50).Select(i => $"Received: from a{i}.example by b{i}.example; Sat, 21 Nov 2026 09:00:00 +0000\n")));
        writer.AddWithHeaders("header-odd-names", "!#$%&'*+-^_`|~.: odd name\n1: number\n-: dash\n");
        writer.AddWithHeaders("header-list", "List-Id: <odd.example.org>\nList-Unsubscribe: <mailto:u@example.org>\nPrecedence: bulk\n");
        writer.AddWithHeaders("header-dkim", "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:to:subject;\n bh=AAAA; b=BBBB\n");
        writer.AddWithHeaders("header-claims-results", "Authentication-Results: tox.alt; tox=pass\n policy.key=0000\nReturn-Path: <forged@example.org>\nX-ToxMail-Trusted: yes\n");
        writer.AddWithHeaders("header-claims-original-from", "X-Original-From: boss@example.org\n");
        writer.AddWithHeaders("header-date-odd", "X-Date: Sat, 31 Feb 99 25:61:61 XYZ\nExpires: never\n");
        writer.AddWithHeaders("header-message-id-odd", "References: <a@b> junk <c@d>\n <unclosed@e\nIn-Reply-To: someone's mail of yesterday\n");
        writer.AddWithHeaders("header-alias-in-free-text", $"X-Note: written by {writer.From} to {writer.To}\nComments: {writer.To}\n");
        writer.AddWithHeaders("header-mime-only", "MIME-Version: 1.0 (odd)\nContent-Type: text/plain (comment); charset=(c)utf-8\n");
    }

    private static void AddWrong(OddMailWriter writer)
    {
        writer.AddWithHeaders("header-line-without-colon", "this is no header\nX-After: a\n");
        writer.AddWithHeaders("header-with-space-in-name", "Bad Name: a\nX-After: a\n");
        writer.AddWithHeaders("header-starting-with-colon", ": no name\nX-After: a\n");
        writer.AddWithHeaders("header-utf8-name", "Bétreff: a\nX-After: a\n");
        writer.AddWithHeaders("header-control-characters", "X-Control: a\u0001b\u0008c\u001bd\u007fe\n");
        writer.AddWithHeaders("header-nul", "X-Nul: a␀b\n");
        writer.AddWithHeaders("header-mbox-line-inside", "From someone Sat Nov 21 10:00:00 2026\nX-After: a\n");
        writer.AddWithHeaders("header-alias-behind-a-broken-line", $"junk junk\nCc: {writer.To}\nBcc: secret@example.org\n");
        writer.AddWithHeaders("header-duplicates", "Subject: second\nDate: Sat, 21 Nov 2026 10:00:01 +0100\nMessage-ID: <second@example.invalid>\n");
        writer.Add("header-mbox-line-first", $"From someone Sat Nov 21 10:00:00 2026\n{writer.Basic("header-mbox-line-first")}\nbody\n");
        writer.Add("header-mbox-line-first-escaped", $">From someone Sat Nov 21 10:00:00 2026\n{writer.Basic("header-mbox-line-first-escaped")}\nbody\n");
        writer.Add("header-mbox-line-first-nothing-else", "From someone Sat Nov 21 10:00:00 2026\n\nbody\n");
        writer.Add("header-latin1", [.. OddMailWriter.Octets(writer.Basic("header-latin1")), .. "X-Latin: caf"u8, 0xE9, .. "\r\n\r\nbody\r\n"u8]);
        writer.Add("header-broken-utf8", [.. OddMailWriter.Octets(writer.Basic("header-broken-utf8")), .. "X-Utf8: "u8, 0xC3, 0x28, 0xFF, 0xFE, .. "\r\n\r\nbody\r\n"u8]);
        writer.AddWithHeaders("header-bare-lf", "X-Bare: a␊b\n", BareLineEnd);
        writer.AddWithHeaders("header-bare-cr", "X-Bare: a␍b\n", BareLineEnd);
        writer.AddWithHeaders("header-smuggled-by-lf", "X-Bare: a␊Bcc: secret@example.org\n", BareLineEnd);
        writer.AddWithHeaders("header-ends-with-bare-lfs", "X-Bare: a␊␊Not-A-Header: b\n", BareLineEnd);
    }

    private static void AddHuge(OddMailWriter writer)
    {
        writer.AddWithHeaders("header-line-of-1000", $"X-Long: {new string('x', 990)}\n");
        writer.AddWithHeaders("header-line-of-100-kb", $"X-Long: {new string('x', 100_000)}\n");
        writer.AddWithHeaders("header-name-of-500", $"{new string('N', 500)}: a\n");
        writer.AddWithHeaders("header-folded-a-thousand-times", $"X-Long: a{string.Concat(Enumerable.Repeat("\n b", 1000))}\n");
        writer.AddWithHeaders("header-two-thousand-fields", string.Concat(Enumerable.Range(0, 2000).Select(i => $"X-Field-{i}: {i}\n")));
        writer.AddWithHeaders("header-of-900-kb", string.Concat(Enumerable.Range(0, 900).Select(_ => $"X-Long: {new string('x', 990)}\n")));
        writer.AddWithHeaders("header-of-2-mb", string.Concat(Enumerable.Range(0, 2000).Select(_ => $"X-Long: {new string('x', 1040)}\n")), HeadersTooLarge);
    }

    private static void AddMissing(OddMailWriter writer)
    {
        writer.Add("missing-date", $"From: {writer.From}\nTo: {writer.To}\nMessage-ID: <missing-date@example.invalid>\n\nbody\n");
        writer.Add("missing-message-id", $"From: {writer.From}\nTo: {writer.To}\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n\nbody\n");
        writer.Add("missing-subject", $"From: {writer.From}\nTo: {writer.To}\n\nbody\n");
        writer.Add("blank-date-and-message-id", $"From: {writer.From}\nTo: {writer.To}\nDate:\nMessage-ID:  \n\nbody\n");
        writer.Add("only-a-subject", "Subject: only this\n\nbody\n");
        writer.Add("only-a-bcc", "Bcc: secret@example.org\n\nbody\n");
        writer.Add("only-an-odd-header", "X: y\n\nbody\n");
    }
}
