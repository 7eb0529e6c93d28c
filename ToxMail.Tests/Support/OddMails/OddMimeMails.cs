namespace ToxMail.Tests.Support.OddMails;

/// <summary>MIME structures, sound and broken.</summary>
internal static class OddMimeMails
{
    private const string Mixed = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n";

    internal static void AddTo(OddMailWriter writer)
    {
        AddSound(writer);
        AddMessages(writer);
        AddBroken(writer);
    }

    private static void AddSound(OddMailWriter writer)
    {
        writer.AddWithBody("mime-mixed", Mixed, "preamble\n--b\nContent-Type: text/plain\n\none\n--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\nAAECAwQFBgc=\n--b--\nepilogue\n");
        writer.AddWithBody("mime-alternative", "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=alt\n", "--alt\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=\n=C3=9Fe\n--alt\nContent-Type: text/html\n\n<p>Gr&uuml;&szlig;e</p>\n--alt--\n");
        writer.AddWithBody("mime-related", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=r; type=\"text/html\"\n", "--r\nContent-Type: text/html\n\n<img src=\"cid:x\">\n--r\nContent-Type: image/gif\nContent-ID: <x>\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACwAAAAAAQABAAAC\n--r--\n");
        writer.AddWithBody("mime-nested-20-deep", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=n0\n", Nested(20));
        writer.AddWithBody("mime-nested-200-deep", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=n0\n", Nested(200));
        writer.AddWithBody("mime-thousand-parts", Mixed, string.Concat(Enumerable.Range(0, 1000).Select(i => $"--b\nContent-Type: text/plain\n\n{i}\n")) + "--b--\n");
        writer.AddWithBody("mime-attachment-names", Mixed, "--b\nContent-Type: text/plain; name=\"../../etc/passwd\"\nContent-Disposition: attachment; filename*=utf-8''%E2%82%AC%20rates.txt\n\nx\n--b\nContent-Disposition: attachment; filename=\"=?utf-8?Q?=E2=82=AC?=\"\n\ny\n--b--\n");
        writer.AddWithBody("mime-digest", "MIME-Version: 1.0\nContent-Type: multipart/digest; boundary=d\n", "--d\n\nFrom: a@example.org\nSubject: one\n\nOne.\n--d\n\nFrom: b@example.org\n\nTwo.\n--d--\n");
        writer.AddWithBody("mime-base64-long-lines", "MIME-Version: 1.0\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n", new string('A', 40_000) + "\n");
        writer.AddWithBody("mime-quoted-printable-soft-breaks", "MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n", "=\n=\n=2E\n.=\n..\n=0D=0A.=0D=0A\n");
        writer.AddWithBody("mime-format-flowed", "MIME-Version: 1.0\nContent-Type: text/plain; format=flowed; delsp=yes\n", "a line that flows \non \n-- \nsig\n");
        writer.AddWithBody("mime-uuencode", "MIME-Version: 1.0\nContent-Transfer-Encoding: x-uuencode\n", "begin 644 a.txt\n#0V%T\n`\nend\n");
        writer.AddWithBody("mime-calendar", "MIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n", "BEGIN:VCALENDAR\nATTENDEE:mailto:bob@tox.alt\nEND:VCALENDAR\n");
    }

    private static void AddMessages(OddMailWriter writer)
    {
        var inner = $"From: other@example.org\nTo: {writer.To}\nBcc: {writer.To}\nSubject: inner\n\ninner body\n";
        writer.AddWithBody("mime-forwarded", "MIME-Version: 1.0\nContent-Type: message/rfc822\n", inner);
        writer.AddWithBody("mime-forwarded-in-multipart", Mixed, $"--b\nContent-Type: message/rfc822\n\n{inner}--b--\n");
        writer.AddWithBody("mime-delivery-status", "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=s\n", "--s\n\nfailed\n--s\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; b@c\nAction: failed\nStatus: 5.1.1\n--s--\n");
        writer.AddWithBody("mime-read-receipt", "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=s\n", "--s\n\nread\n--s\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--s--\n");
        writer.AddWithBody("mime-partial", "MIME-Version: 1.0\nContent-Type: message/partial; id=\"a\"; number=1; total=2\n", inner);
        writer.AddWithBody("mime-external-body", "MIME-Version: 1.0\nContent-Type: message/external-body; access-type=URL; URL=\"http://example.invalid/\"\n", "Content-Type: text/plain\n\n");
        writer.AddWithBody("mime-global-message", "MIME-Version: 1.0\nContent-Type: message/global\n", $"From: Jürgen <jürgen@example.org>\nTo: {writer.To}\n\nGrüße\n");
    }

    private static void AddBroken(OddMailWriter writer)
    {
        writer.AddWithBody("mime-no-boundary-parameter", "MIME-Version: 1.0\nContent-Type: multipart/mixed\n", "--b\n\none\n--b--\n");
        writer.AddWithBody("mime-empty-boundary", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\"\n", "--\n\none\n----\n");
        writer.AddWithBody("mime-boundary-never-comes", Mixed, "just text\n");
        writer.AddWithBody("mime-boundary-never-closes", Mixed, "--b\n\none\n--b\n\ntwo\n");
        writer.AddWithBody("mime-boundary-in-the-middle", Mixed, "--b\n\none --b-- two\n --b\n--bb\n--b--\n--b\n\nafter the end\n");
        writer.AddWithBody("mime-boundary-prefix-of-another", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n", "--a\nContent-Type: multipart/mixed; boundary=ab\n\n--ab\n\nx\n--ab--\n--a--\n");
        writer.AddWithBody("mime-boundary-odd-characters", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"'()+_,-./:=? b\"\n", "--'()+_,-./:=? b\n\none\n--'()+_,-./:=? b--\n");
        writer.AddWithBody("mime-part-without-blank-line", Mixed, "--b\nContent-Type: text/plain\n--b\nno header here\n--b--\n");
        writer.AddWithBody("mime-content-type-twice", "Content-Type: text/plain\nContent-Type: text/html\n", "<b>which?</b>\n");
        writer.AddWithBody("mime-content-type-garbage", "Content-Type: ;;;=;\"\nContent-Transfer-Encoding: whatever\nContent-Disposition: \"\n", "text\n");
        writer.AddWithBody("mime-base64-garbage", "MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n", "this is !!! no base64 ====\n=\n");
        writer.AddWithBody("mime-quoted-printable-garbage", "MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n", "=ZZ = =\n==3D=\n");
    }

    private static string Nested(int depth)
    {
        var open = string.Concat(Enumerable.Range(0, depth).Select(i => $"--n{i}\nContent-Type: multipart/mixed; boundary=n{i + 1}\n\n"));
        var close = string.Concat(Enumerable.Range(0, depth + 1).Reverse().Select(i => $"--n{i}--\n"));
        return $"{open}--n{depth}\n\ninnermost\n{close}";
    }
}
