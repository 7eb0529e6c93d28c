using MimeKit;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class SubmissionHeadersTests
{
    private static readonly string A = Cast.Alice.Address.ToString();
    private static readonly string B = Cast.Bob.Address.ToString();

    public static TheoryData<string, string> Rewritten => new()
    {
        { "From: me@tox.alt\n", $"From: {A}\n" },
        { "From: me@tox\n", $"From: {A}\n" },
        { "From: Alice <ME@Tox.Alt>\n", $"From: Alice <{A}>\n" },
        { $"From: {A}\nTo: bob@tox.alt\n", $"From: {A}\nTo: {B}\n" },
        { $"From: {A}\nTo: bob@tox\n", $"From: {A}\nTo: {B}\n" },
        { $"From: {A}\nto : BOB@tox.alt\n", $"From: {A}\nto : {B}\n" },
        { $"From: {A}\nSender: me@tox.alt\nReply-To: bob@tox.alt\nCc: bob@tox.alt\n", $"From: {A}\nSender: {A}\nReply-To: {B}\nCc: {B}\n" },
        { $"From: {A}\nTo: bob@tox.alt\nTo: bob@tox.alt\n", $"From: {A}\nTo: {B}\nTo: {B}\n" },
        { $"From: {A}\nTo: G: bob@tox.alt, x@y.org; , z@y.org\n", $"From: {A}\nTo: G: {B}, x@y.org; , z@y.org\n" },
        { $"From: {A}\nTo: \"b\\\"o, <b>\" <bob@tox.alt> (c)\n", $"From: {A}\nTo: \"b\\\"o, <b>\" <{B}> (c)\n" },
        { $"From: {A}\nTo: =?utf-8?Q?B(o?= =?utf-8?B?Yg==?=\n\t<bob@tox.alt>,\n  x@y.org\n", $"From: {A}\nTo: =?utf-8?Q?B(o?= =?utf-8?B?Yg==?=\n\t<{B}>,\n  x@y.org\n" },
        { $"From: {A}\nTo: =?utf-8?Q?B(o?= <bob@tox.alt>, =?utf-8?Q?x)?= <x@y.org>\n", $"From: {A}\nTo: =?utf-8?Q?B(o?= <{B}>, =?utf-8?Q?x)?= <x@y.org>\n" },
        { $"From: {A}\nTo: Böb <bob@tox.alt>\n", $"From: {A}\nTo: Böb <{B}>\n" },
        { $"From: {A}\nTo: \"bob\"@tox.alt\n", $"From: {A}\nTo: {B}\n" },
        { $"From: {A}\nTo: (a) <(b) bob (c) @ (d) tox.alt (e)>\n", $"From: {A}\nTo: (a) <(b) {B} (e)>\n" },
        { $"From: {A}\nTo: <@a.org,@b.org:bob@tox.alt>\n", $"From: {A}\nTo: <@a.org,@b.org:{B}>\n" },
        { $"From: {A}\nTo: \"Bob <bob@tox.alt>\n", $"From: {A}\nTo: \"Bob <{B}>\n" },
        { $"From: {A}\nTo: Bob (x <bob@tox.alt>\n", $"From: {A}\nTo: Bob (x <{B}>\n" },
        { $"From: {A}\nTo: Bob bob@tox.alt\n", $"From: {A}\nTo: Bob {B}\n" },
        { $"From: {A}\nTo: bob@tox.alt bob@tox.alt\n", $"From: {A}\nTo: {B} {B}\n" },
        { $"From: {A}\nResent-To: bob@tox.alt\nDisposition-Notification-To: me@tox.alt\n", $"From: {A}\nResent-To: {B}\nDisposition-Notification-To: {A}\n" },
        { $"From: {A}\njunk\nTo: bob@tox.alt\n", $"From: {A}\njunk\nTo: {B}\n" },
        { $"From: {A}\nBcc: a@b.org,\n c@d.org\nTo: x@y.org\nRESENT-BCC : e@f.org\n", $"From: {A}\nTo: x@y.org\n" },
    };

    public static TheoryData<string> Untouched =>
    [
        $"From: {A}\nTo: nobody@tox.alt\n",
        $"From: {A}\nTo: bob@example.org\n",
        $"From: {A}\nTo: {B.ToLowerInvariant()}\n",
        $"From: {A}\nTo: {Cast.Bob.PublicKey}@{Cast.Bob.Id.NospamLabel}.tox.alt\n",
        $"From: {A}\nTo: \"bob@tox.alt\" <x@y.org>\n",
        $"From: {A}\nTo: bob@tox.alt <x@y.org>\n",
        $"From: {A}\nTo: x@y.org (bob@tox.alt)\n",
        $"From: {A}\nTo: x@y.org (a (b) bob@tox.alt)\n",
        $"From: {A}\nTo: a@bob@tox.alt\n",
        $"From: {A}\nTo: \"b ob\"@tox.alt, bob\n",
        $"From: {A}\nTo: x . bob@tox.alt\n",
        $"From: {A}\nTo: =?utf-8?Q?bob@tox.alt?= <x@y.org>\n",
        $"From: {A}\nSubject: to bob@tox.alt\nX-To: bob@tox.alt\nComments: me@tox.alt\n",
        $"From: {A}\nTo:\n  ,, \n\t;\n",
    ];

    public static TheoryData<string, string> Refused => new()
    {
        { "From: boss@example.org\n", "FromNotOwn" },
        { "From: bob@tox.alt\n", "FromNotOwn" },
        { "From: me@tox.alt, boss@example.org\n", "FromNotOwn" },
        { "From: me@tox.alt\nFrom: boss@example.org\n", "FromNotOwn" },
        { "From: \"me@tox.alt\" <boss@example.org>\n", "FromNotOwn" },
        { "From: a@me@tox.alt\n", "FromNotOwn" },
        { "From: me@example.org\n", "FromNotOwn" },
        { $"From: {B}\n", "FromNotOwn" },
        { "From:\n", "FromUnreadable" },
        { "From: Alice\n", "FromUnreadable" },
        { "From: <>\n", "FromUnreadable" },
        { "From: Nobody:;\n", "FromUnreadable" },
    };

    [Theory, MemberData(nameof(Rewritten))]
    public void Puts_key_addresses_in_the_place_of_aliases(string before, string after)
    {
        Assert.Equal(after, Cast.Submit(before));
        Assert.Equal(after, Cast.Submit(after));
    }

    [Theory, MemberData(nameof(Untouched))]
    public void Leaves_all_else_as_it_is(string headers) => Assert.Equal(headers, Cast.Submit(headers));

    [Theory, MemberData(nameof(Refused))]
    public void Refuses_a_From_that_is_not_the_users(string headers, string fault)
    {
        var refused = Assert.IsType<SubmissionResult.Refused>(Rewrite($"{headers}To: bob@tox.alt\n\n"));

        Assert.Equal(fault, refused.Fault.ToString());
        Assert.DoesNotContain(refused.Reason, c => c is < ' ' or > '~');
        Assert.Contains(A, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_refusal_to_printable_characters()
    {
        var refused = Assert.IsType<SubmissionResult.Refused>(Rewrite("From: \"bö\\\u0007ss\"@example.org\n\n"));
        Assert.DoesNotContain(refused.Reason, c => c is < ' ' or > '~');
    }

    [Fact]
    public void Refuses_headers_that_would_outgrow_what_the_other_side_reads()
    {
        var refused = Assert.IsType<SubmissionResult.Refused>(
            Rewrite($"To: {string.Join(",\n ", Enumerable.Repeat("bob@tox.alt", 15_000))}\n\n"));

        Assert.Equal(SubmissionFault.TooLarge, refused.Fault);
    }

    [Fact]
    public void Accepts_a_proved_name_of_the_user()
    {
        var context = Cast.Submission with { IsOwnName = address => address.ToString() == "alice@example.org" };

        var accepted = Assert.IsType<SubmissionResult.Accepted>(
            SubmissionHeaders.Rewrite(Cast.Octets("From: Alice <alice@example.org>\n\n"), context));

        Assert.Equal("alice@example.org", accepted.From.ToString());
        Assert.Equal("alice@example.org", Parse(accepted).From.Mailboxes.Single().Address);
    }

    [Fact]
    public void Adds_what_is_missing_in_front()
    {
        var accepted = Accept("Subject: hi\n\n");

        Assert.Equal(
            Cast.Octets($"From: <{A}>\nDate: Sat, 21 Nov 2026 12:00:00 +0000\nMessage-ID: <token@tox.alt>\nSubject: hi\n\n"),
            accepted.Header.ToArray());
        Assert.Equal(Cast.Alice.Address, accepted.From);
        Assert.Equal("<token@tox.alt>", accepted.MessageId);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "\n")]
    [InlineData("Date: \nMessage-ID:\n\n", "\n")]
    [InlineData("From someone now\nX: y\n\n", "X: y\n\n", "From someone now\n")]
    public void Adds_what_is_missing_to_the_oddest_headers(string before, string after, string front = "")
    {
        var added = $"From: <{A}>\nDate: Sat, 21 Nov 2026 12:00:00 +0000\nMessage-ID: <token@tox.alt>\n";
        Assert.Equal(Cast.Octets(front + added + (before.Length == 0 ? "\n" : after)), Accept(before).Header.ToArray());
    }

    [Fact]
    public void Makes_a_new_message_id_each_time()
    {
        var context = new SubmissionContext { Own = Cast.Alice, FindAlias = _ => null, Time = TimeProvider.System };

        var ids = Enumerable.Range(0, 100).Select(_ => ((SubmissionResult.Accepted)SubmissionHeaders.Rewrite(default, context)).MessageId).ToList();

        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Matches("^<[0-9a-f]{32}@tox[.]alt>$", id));
    }

    [Theory]
    [InlineData("Subject: plain\n", "plain")]
    [InlineData("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?B?8J+YgA==?= x\n", "Grüße😀 x")]
    [InlineData("Subject: Grüße\n", "Grüße")]
    [InlineData("Subject: a\n\tb\n", "a b")]
    [InlineData("Subject: =?utf-8?Q?a=0D=0ABcc:=20x?=\n", "a Bcc: x")]
    [InlineData("Subject: =?utf-8?Q?a=00=1Bb=E2=80=AEc?=\n", "abc")]
    [InlineData("X: y\n", "")]
    [InlineData("Subject: first\nSubject: second\n", "first")]
    public void Decodes_the_subject_for_display(string header, string subject) => Assert.Equal(subject, Accept(header + "\n").Subject);

    [Fact]
    public void Bounds_the_subject_without_cutting_a_character()
    {
        var subject = Accept($"Subject: {string.Concat(Enumerable.Repeat("😀", 5000))}\n\n").Subject;

        Assert.Equal(300, subject.Length);
        Assert.False(char.IsHighSurrogate(subject[^1]));
    }

    [Theory]
    [InlineData("Message-ID: <a@b>\n", "<a@b>")]
    [InlineData("message-id:\n <a@b>  \n", "<a@b>")]
    [InlineData("Message-ID: no brackets\n", "no brackets")]
    public void Tells_the_message_id(string header, string id) => Assert.Equal(id, Accept(header + "\n").MessageId);

    [Theory]
    [InlineData("X-ToxMail-Relay: no\n", true)]
    [InlineData("x-toxmail-relay:  NO \n", true)]
    [InlineData("X-ToxMail-Relay: yes\n", false)]
    [InlineData("Subject: no\n", false)]
    public void Keeps_the_word_about_relays_to_itself(string header, bool isForbidden)
    {
        var accepted = Accept($"From: {A}\n{header}\n");
        Assert.Equal(isForbidden, accepted.RelayForbidden);
        Assert.DoesNotContain("relay", System.Text.Encoding.ASCII.GetString(accepted.Header.Span), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Folds_a_line_that_would_grow_too_long()
    {
        var aliases = string.Join(", ", Enumerable.Repeat("Bob <bob@tox.alt>", 40));
        var accepted = Accept($"To: {aliases}\n\n");

        var lines = System.Text.Encoding.ASCII.GetString(accepted.Header.Span).Split("\r\n");
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 998));
        Assert.Equal(Enumerable.Repeat(B, 40), Parse(accepted).To.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Equal(Enumerable.Repeat("Bob", 40), Parse(accepted).To.Mailboxes.Select(mailbox => mailbox.Name));
    }

    private static SubmissionResult.Accepted Accept(string header) => Assert.IsType<SubmissionResult.Accepted>(Rewrite(header));

    private static SubmissionResult Rewrite(string header) => SubmissionHeaders.Rewrite(Cast.Octets(header), Cast.Submission);

    private static MimeMessage Parse(SubmissionResult.Accepted accepted) =>
        MimeMessage.Load(new MemoryStream(accepted.Header.ToArray()), TestContext.Current.CancellationToken);
}
