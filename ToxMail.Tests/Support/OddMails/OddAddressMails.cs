using static ToxMail.Tests.Support.OddMails.OddMailRefusal;

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Odd ways to write down who sends a mail and who gets it.</summary>
internal static class OddAddressMails
{
    internal static void AddTo(OddMailWriter writer)
    {
        AddFrom(writer);
        AddRecipients(writer);
        AddSyntax(writer);
        AddRefused(writer);
    }

    private static void AddFrom(OddMailWriter writer)
    {
        var (from, to) = (writer.From, writer.To);
        writer.AddWithAddresses("from-bare", $"From: {from}\nTo: {to}\n");
        writer.AddWithAddresses("from-angle-only", $"From: <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-quoted-name", $"From: \"Sender, Odd\" <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-escaped-name", $"From: \"Odd \\\"O\\\" \\\\ Sender\" <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-comment", $"From: {from} (Odd (very) Sender)\nTo: {to}\n");
        writer.AddWithAddresses("from-encoded-name", $"From: =?utf-8?B?w5ZkZA==?= =?iso-8859-1?Q?S=E9nder?= <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-encoded-name-with-specials", $"From: =?utf-8?Q?Odd_(a,b<c@d;e:f?= <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-raw-utf8-name", $"From: Ödd Sendér 😀 <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-twice-in-one-field", $"From: A <{from}>, B <{from}>\nSender: {from}\nTo: {to}\n");
        writer.AddWithAddresses("from-field-twice", $"From: A <{from}>\nFrom: B <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-upper-case", $"FROM: <{from.ToUpperInvariant()}>\nTO: {to.ToUpperInvariant()}\n");
        writer.AddWithAddresses("from-folded", $"From:\n Odd\n\tSender\n  <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-space-before-colon", $"From : {from}\nTo\t: {to}\n");
        writer.AddWithAddresses("from-no-space-after-colon", $"From:{from}\nTo:{to}\n");
        writer.AddWithAddresses("from-name-is-an-address", $"From: \"boss@example.org\" <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-name-is-an-unquoted-address", $"From: boss@example.org <{from}>\nTo: {to}\n");
        writer.AddWithAddresses("from-missing", $"To: {to}\n");
        writer.AddWithAddresses("from-last", $"To: {to}\nX-Filler: x\nFrom: {from}\n");
        writer.AddWithAddresses("from-with-sender-and-reply-to", $"From: {from}\nSender: {from}\nReply-To: {from}, other@example.org\nTo: {to}\n");
    }

    private static void AddRecipients(OddMailWriter writer)
    {
        var (from, to) = ($"From: {writer.From}\n", writer.To);
        writer.AddWithAddresses("to-missing", from);
        writer.AddWithAddresses("to-empty", $"{from}To:\n");
        writer.AddWithAddresses("to-undisclosed", $"{from}To: undisclosed-recipients:;\n");
        writer.AddWithAddresses("to-group", $"{from}To: Friends: Bob <{to}>, {to};, other@example.org\n");
        writer.AddWithAddresses("to-group-with-quoted-name", $"{from}To: \"A: group\": {to};\n");
        writer.AddWithAddresses("to-several-fields", $"{from}To: {to}\nTo: Bob <{to}>\nCc: {to}\nCc: other@example.org\n");
        writer.AddWithAddresses("to-mixed-with-other-domains", $"{from}To: a@example.org, {to}, \"b\" <b@example.org>\n");
        writer.AddWithAddresses("to-unknown-alias", $"{from}To: {to}, nobody-knows-him@tox.alt\n");
        writer.AddWithAddresses("to-other-domain-form", $"{from}To: bob@tox\n");
        writer.AddWithAddresses("to-empty-entries", $"{from}To: ,, {to} ,,, <{to}>,\n");
        writer.AddWithAddresses("to-semicolons", $"{from}To: {to}; other@example.org; {to}\n");
        writer.AddWithAddresses("to-no-commas", $"{from}To: {to} {to}\n");
        writer.AddWithAddresses("to-five-hundred", $"{from}To: {string.Join(",\n ", Enumerable.Range(0, 500).Select(i => $"Person {i} <p{i}@example.org>"))},\n {to}\n");
        writer.AddWithAddresses("to-hundred-on-one-line", $"{from}To: {string.Join(", ", Enumerable.Repeat(to, 100))}\n");
        writer.AddWithAddresses("to-hundred-without-spaces", $"{from}To:{string.Join(',', Enumerable.Repeat($"<{to}>", 100))}\n");
        writer.AddWithAddresses("bcc", $"{from}To: {to}\nBcc: secret@example.org, {to}\n");
        writer.AddWithAddresses("bcc-only-folded", $"{from}Bcc: secret@example.org,\n other@example.org,\n\t{to}\n");
        writer.AddWithAddresses("bcc-in-several-fields", $"{from}bcc: secret@example.org\nTo: {to}\nBCC : b@example.org\nResent-Bcc: c@example.org\n");
        writer.AddWithAddresses("bcc-empty", $"{from}To: {to}\nBcc:\n");
        writer.AddWithAddresses("resent", $"Resent-From: {writer.From}\nResent-To: {to}\nResent-Date: Sat, 21 Nov 2026 11:00:00 +0100\n{from}To: other@example.org\n");
        writer.AddWithAddresses("receipt-wanted", $"{from}To: {to}\nDisposition-Notification-To: Odd <{writer.From}>\n");
    }

    private static void AddSyntax(OddMailWriter writer)
    {
        var (from, to) = ($"From: {writer.From}\n", writer.To);
        var at = to.IndexOf('@', StringComparison.Ordinal);
        var (local, domain) = (to[..at], to[(at + 1)..]);
        writer.AddWithAddresses("to-quoted-local-part", $"{from}To: \"{local}\"@{domain}, \"two words\"@example.org\n");
        writer.AddWithAddresses("to-spaces-around-at", $"{from}To: {local} @ {domain}\n");
        writer.AddWithAddresses("to-comments-everywhere", $"{from}To: (a) Bob (b) < (c) {local} (d) @ (e) {domain} (f) > (g)\n");
        writer.AddWithAddresses("to-comment-with-address", $"{from}To: Bob <{to}> ({to}) (\\) <x@example.org>)\n");
        writer.AddWithAddresses("to-source-route", $"{from}To: <@a.example,@b.example:{to}>\n");
        writer.AddWithAddresses("to-domain-literal", $"{from}To: a@[192.0.2.1], {to}, b@[IPv6:2001:db8::1]\n");
        writer.AddWithAddresses("to-dots-in-name", $"{from}To: Dr. B. O. Bob <{to}>\n");
        writer.AddWithAddresses("to-at-in-quoted-name", $"{from}To: \"{to}\" <{to}>\n");
        writer.AddWithAddresses("to-address-as-name", $"{from}To: {to} <{to}>\n");
        writer.AddWithAddresses("to-unclosed-quote", $"{from}To: \"Bob <{to}>\n");
        writer.AddWithAddresses("to-unclosed-comment", $"{from}To: Bob (the <{to}>\n");
        writer.AddWithAddresses("to-unclosed-angle", $"{from}To: Bob <{to}\n");
        writer.AddWithAddresses("to-unopened-angle", $"{from}To: Bob {to}>\n");
        writer.AddWithAddresses("to-double-angle", $"{from}To: Bob <<{to}>>\n");
        writer.AddWithAddresses("to-two-ats", $"{from}To: a@{to}\n");
        writer.AddWithAddresses("to-local-only", $"{from}To: {local}\n");
        writer.AddWithAddresses("to-utf8-local-part", $"{from}To: jürgen@example.org, {to}, 用户@例子.广告\n");
        writer.AddWithAddresses("to-folded-at-every-token", $"{from}To:\n Bob\n <\n {local}\n @\n {domain}\n >\n ,\n {to}\n");
        writer.AddWithAddresses("to-long-name", $"{from}To: \"{new string('n', 3000)}\" <{to}>\n");
        writer.AddWithAddresses("to-encoded-name-over-folds", $"{from}To: =?utf-8?Q?B=C3=B6?=\n =?utf-8?Q?b?= <{to}>\n");
        writer.AddWithAddresses("to-tabs", $"{from}To:\tBob\t<{to}>\t\n");
    }

    private static void AddRefused(OddMailWriter writer)
    {
        var (from, to) = (writer.From, $"To: {writer.To}\n");
        writer.AddWithAddresses("from-other-person", $"From: Boss <boss@example.org>\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-contact", $"From: {writer.To}\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-own-and-other", $"From: {from}, boss@example.org\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-second-field-other", $"From: {from}\nFrom: boss@example.org\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-other-named-like-own", $"From: \"{from}\" <boss@example.org>\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-other-key", $"From: {new string('0', 63)}1@tox.alt\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-empty", $"From:\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-null", $"From: <>\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-empty-group", $"From: nobody:;\n{to}", FromNotOwn);
        writer.AddWithAddresses("from-without-domain", $"From: root\n{to}", FromNotOwn);
    }
}
