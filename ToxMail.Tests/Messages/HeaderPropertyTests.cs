using System.Text;
using CsCheck;
using MimeKit;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class HeaderPropertyTests
{
    private const int Iterations = 1000;

    private static readonly string A = Cast.Alice.Address.ToString();
    private static readonly string B = Cast.Bob.Address.ToString();

    // What comes in, what must go out.
    private static readonly Gen<(string Before, string After)> Piece = Gen.OneOf(
        ("bob@tox.alt", B),
        ("<bob@tox.alt>", $"<{B}>"),
        ("Bob <BOB@tox>", $"Bob <{B}>"),
        ("\"B, <x@y> (ob\" <bob@Tox.Alt>", $"\"B, <x@y> (ob\" <{B}>"),
        ("=?utf-8?Q?B=C3=B6b?=\r\n <bob@tox.alt> (c \\) d)", $"=?utf-8?Q?B=C3=B6b?=\r\n <{B}> (c \\) d)"),
        ("Grüße <me@tox.alt>", $"Grüße <{A}>"),
        ("friends: bob@tox.alt, me@tox.alt;", $"friends: {B}, {A};"),
        ("x@example.org", "x@example.org"),
        ("\"bob@tox.alt\" <x@example.org>", "\"bob@tox.alt\" <x@example.org>"),
        ("unknown@tox.alt", "unknown@tox.alt"),
        (" ", " "),
        ("(bob@tox.alt)", "(bob@tox.alt)"));

    private static readonly Gen<(string Before, string After)> AddressField =
        from name in Gen.OneOf("To", "CC", "reply-to", "Sender", "Resent-To")
        from pieces in Piece.List[0, 6]
        from separator in Gen.OneOf(", ", ",", ",\r\n ", " ,\r\n\t")
        select (
            $"{name}: {string.Join(separator, pieces.Select(piece => piece.Before))}\r\n",
            $"{name}: {string.Join(separator, pieces.Select(piece => piece.After))}\r\n");

    private static readonly Gen<(string Before, string After)> OtherField = Gen.OneOf(
            "X-Note: bob@tox.alt and me@tox.alt\r\n", "Subject: =?utf-8?Q?=C3=A9?=\r\n  folded \r\n\t\r\n", "a line that is no header\r\n",
            "Content-Type: text/plain;\r\n charset=utf-8\r\n", "X-Raw: é日本\r\n", "x-empty:\r\n", ": no name\r\n", "Bad Name: bob@tox.alt\r\n", "X-Bcc: bob@tox.alt\r\n")
        .Select(field => (field, field));

    private static readonly Gen<(string Before, string After)> BlindField =
        Gen.OneOf("Bcc: x@example.org\r\n", "BCC :\r\n", "Resent-Bcc: a,\r\n b\r\n").Select(field => (field, string.Empty));

    private static readonly Gen<byte[]> Noise = Gen.Frequency(
        (1, Gen.Byte.Array[0, 200]),
        (3, Gen.OneOf(
                "From", "To", "Bcc", ":", " ", "\t", "\r\n", "\n", "\r", "@", "<", ">", "(", ")", "\"", "\\", ",", ";", "[", "]", ".", "=?", "?=", "utf-8?Q?", "bob", "me",
                "tox.alt", "bob@tox.alt", A, "From: me@tox.alt\r\n", "Return-Path: x\r\n", "X-ToxMail-A: b\r\n", "\0", "é", "\u0085", "\u2028")
            .Array[0, 60].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))));

    private static readonly Gen<byte[]> NoisyMail = Gen.Select(Noise, Gen.OneOf("", "From: me@tox.alt\r\n", "To: "))
        .Select((noise, start) => (byte[])[.. Encoding.ASCII.GetBytes(start), .. noise]);

    [Fact]
    public void Exchanges_aliases_and_nothing_else() =>
        Gen.OneOf(AddressField, OtherField, BlindField).List[0, 12].Sample(
            fields =>
            {
                const string front = "From: Alice <me@tox.alt>\r\nDate: d\r\nMessage-ID: <m>\r\n";
                var before = front + string.Concat(fields.Select(field => field.Before)) + "\r\n\u0007body\n.";
                var after = front.Replace("me@tox.alt", A, StringComparison.Ordinal) + string.Concat(fields.Select(field => field.After)) + "\r\n\u0007body\n.";
                Assert.Equal(after, Encoding.UTF8.GetString(Cast.Submit(Encoding.UTF8.GetBytes(before))));
            },
            iter: Iterations);

    [Fact]
    public void Says_the_same_people_to_a_mime_parser() =>
        AddressField.Sample(
            field =>
            {
                var (before, after) = (Mailboxes(field.Before), Mailboxes(Encoding.UTF8.GetString(Cast.Submit(Encoding.UTF8.GetBytes(field.Before + "\r\n")))));
                Assert.Equal(before.Select(mailbox => mailbox.Name), after.Select(mailbox => mailbox.Name));
                Assert.Equal(before.Select(mailbox => Meaning(mailbox.Address)), after.Select(mailbox => mailbox.Address));
            },
            iter: Iterations);

    [Fact]
    public void Rewrites_any_octets_once_for_all() =>
        NoisyMail.Sample(
            mail =>
            {
                var (header, body) = Cast.Split(mail);
                if (SubmissionHeaders.Rewrite(header, Cast.Submission) is not SubmissionResult.Accepted accepted)
                {
                    return;
                }

                byte[] once = [.. accepted.Header.Span, .. body];
                Assert.Equal(once, Cast.Submit(once));
                Assert.True(once.AsSpan().EndsWith(body), "The body changed.");
            },
            iter: Iterations,
            print: Print);

    [Fact]
    public void Receives_any_octets_from_their_sender() =>
        NoisyMail.Sample(
            mail =>
            {
                var body = Cast.Split(mail).Body;
                var received = Cast.Receive(mail);
                Assert.Equal(body, Cast.Split(received).Body);

                var lines = Encoding.Latin1.GetString(Cast.Split(received).Header.Span).Split(["\r\n", "\r", "\n"], StringSplitOptions.None);
                Assert.Single(lines, line => IsField(line, "return-path"));
                Assert.Single(lines, line => IsField(line, "authentication-results"));
                Assert.DoesNotContain(lines, line => line.StartsWith("x-toxmail-", StringComparison.OrdinalIgnoreCase) && line.Contains(':', StringComparison.Ordinal));
                Assert.Contains(lines, line => IsField(line, "from"));
            },
            iter: Iterations,
            print: Print);

    [Fact]
    public void Shows_a_mime_parser_only_the_sender() =>
        NoisyMail.Sample(
            mail =>
            {
                var received = MimeMessage.Load(new MemoryStream([.. Cast.Receive(mail), .. "\r\n\r\n"u8]), TestContext.Current.CancellationToken);
                Assert.All(received.From.Mailboxes, mailbox => Assert.Equal(A, mailbox.Address, ignoreCase: true));
            },
            iter: Iterations,
            print: Print);

    [Fact]
    public void Splits_a_mail_alike_in_pieces_of_any_size() =>
        Gen.Select(NoisyMail, Gen.Int[1, 40]).Sample(
            (mail, size) =>
            {
                var reader = new HeaderBlockReader();
                var position = 0;
                while (position < mail.Length && reader.State == HeaderBlockState.Reading)
                {
                    position += reader.Append(mail.AsSpan(position, Math.Min(size, mail.Length - position)));
                }

                reader.Complete();
                var (header, body) = Cast.Split(mail);
                Assert.Equal(header.ToArray(), reader.Header.ToArray());
                Assert.Equal(body, (byte[])[.. reader.HeldBody.Span, .. mail.AsSpan(position)]);
                Assert.Equal(mail, (byte[])[.. header.Span, .. body]);
            },
            iter: Iterations);

    [Theory]
    [InlineData("(")]
    [InlineData("((")]
    [InlineData("\"")]
    [InlineData("[")]
    [InlineData("<")]
    [InlineData("@")]
    [InlineData("a@b ")]
    [InlineData("a@")]
    [InlineData("=?")]
    [InlineData("=?a?q?")]
    [InlineData("bob@tox.alt,")]
    [InlineData("x\r\n ")]
    [InlineData(":;")]
    [InlineData("\\")]
    public void Takes_a_hostile_header_in_linear_time(string piece)
    {
        var header = Encoding.ASCII.GetBytes($"To: {string.Concat(Enumerable.Repeat(piece, 900_000 / piece.Length))}\r\n\r\n");
        var hostileFrom = Encoding.ASCII.GetBytes($"From: {string.Concat(Enumerable.Repeat(piece, 900_000 / piece.Length))}\r\n\r\n");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        _ = SubmissionHeaders.Rewrite(header, Cast.Submission);
        _ = ArrivalHeaders.Rewrite(hostileFrom, Cast.Arrival);

        // About half a second on an idle machine; time that grows with the square would be minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
    }

    private static string Print(byte[] mail) => Encoding.Latin1.GetString(mail).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static bool IsField(string line, string name) =>
        line.Split(':', 2) is [var before, _] && string.Equals(before.TrimEnd(' ', '\t'), name, StringComparison.OrdinalIgnoreCase);

    private static List<MailboxAddress> Mailboxes(string mail) =>
        [.. MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail)), TestContext.Current.CancellationToken).Headers
            .Where(header => header.Id is HeaderId.To or HeaderId.Cc or HeaderId.ReplyTo or HeaderId.Sender or HeaderId.ResentTo)
            .SelectMany(header => InternetAddressList.TryParse(header.RawValue, out var list) ? list.Mailboxes : [])];

    private static string Meaning(string address) => address.ToLowerInvariant() switch
    {
        "bob@tox.alt" or "bob@tox" => B,
        "me@tox.alt" => A,
        _ => address,
    };
}
