using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>What every command is answered in every state, one row each.</summary>
public sealed class SmtpConformanceTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static readonly string Own = MailServers.OwnAddress;
    private static readonly string Bob = MailServers.BobAddress;
    private static readonly string Stranger = $"{TemporaryStore.Key(9)}@{TemporaryStore.Id(9).NospamLabel}.tox.alt";

    private static readonly (string Command, string Reply)[] Unavailable =
        [("EXPN list", "502 5.5.1"), ("XYZZY", "500 5.5.1")];

    public static TheoryData<string, string, string, string> Rows => new(Order.Concat(Syntax).Concat(Senders).Concat(Recipients));

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> Order =>
    [
        ("RFC 5321 4.1.1.1", "Connected", "EHLO client.example", "250-localhost\n250-PIPELINING\n250-SIZE 104857600\n250-8BITMIME\n250-CHUNKING\n250-SMTPUTF8\n250-ENHANCEDSTATUSCODES\n250-DSN\n250-AUTH PLAIN LOGIN\n250 HELP"),
        ("RFC 5321 4.1.1.1", "Connected", "HELO client.example", "250 localhost"),
        ("RFC 5321 4.1.1.1", "Connected", "EHLO [IPv6:::1]", "250-localhost"),
        ("RFC 5321 4.1.4", "Connected", "AUTH PLAIN", "503 5.5.1"),
        ("RFC 5321 4.1.4", "Connected", $"MAIL FROM:<{Own}>", "503 5.5.1"),
        ("RFC 5321 4.1.4", "Connected", $"RCPT TO:<{Bob}>", "503 5.5.1"),
        ("RFC 5321 4.1.4", "Connected", "DATA", "503 5.5.1"),
        ("RFC 5321 4.1.1.5", "Connected", "RSET", "250 2.0.0"),
        ("RFC 5321 4.1.1.9", "Connected", "NOOP", "250 2.0.0"),
        ("RFC 5321 4.1.1.6", "Connected", "VRFY bob", "252 2.5.0"),
        ("RFC 5321 4.1.1.8", "Connected", "HELP", "214 2.0.0"),
        ("RFC 5321 4.1.1.10", "Connected", "QUIT", "221 2.0.0"),
        ("RFC 3207 4", "Connected", "STARTTLS", "503 5.5.1"),
        ("RFC 5321 4.2.4", "Greeted", "STARTTLS", "502 5.5.1"),
        ("RFC 3207 4", "Mail", "STARTTLS", "503 5.5.1"),

        ("RFC 4954 6", "Greeted", $"MAIL FROM:<{Own}>", "530 5.7.0"),
        ("RFC 4954 6", "Greeted", $"RCPT TO:<{Bob}>", "530 5.7.0"),
        ("RFC 4954 6", "Greeted", "DATA", "530 5.7.0"),
        ("RFC 5321 4.1.4", "Greeted", "EHLO client.example", "250-localhost"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN", "334 "),
        ("RFC 4954 4", "Greeted", "AUTH LOGIN", "334 VXNlcm5hbWU6"),
        ("RFC 4954 4", "Greeted", "AUTH LOGIN bWU=", "334 UGFzc3dvcmQ6"),
        ("RFC 4954 4", "Greeted", "AUTH CRAM-MD5", "504 5.5.4"),
        ("RFC 4954 4", "Greeted", "AUTH", "501 5.5.4"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN *", "501 5.7.0"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN =", "501 5.5.2"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN no-base64", "501 5.5.2"),
        ("RFC 4954 6", "Greeted", "AUTH PLAIN AG1lAHdyb25n", "535 5.7.8"),
        ("RFC 4616 2", "Greeted", "AUTH PLAIN cm9vdABtZQB3cm9uZw==", "535 5.7.8"),

        ("RFC 4954 4", "Ready", "AUTH PLAIN AG1lAHdyb25n", "503 5.5.1"),
        ("RFC 5321 4.1.4", "Ready", $"RCPT TO:<{Bob}>", "503 5.5.1"),
        ("RFC 5321 4.1.4", "Ready", "DATA", "503 5.5.1"),
        ("RFC 5321 4.1.4", "Ready", "EHLO again.example", "250-localhost"),

        ("RFC 4954 4", "Mail", "AUTH PLAIN", "503 5.5.1"),
        ("RFC 5321 3.3", "Mail", $"MAIL FROM:<{Own}>", "503 5.5.1"),
        ("RFC 5321 3.3", "Mail", "DATA", "503 5.5.1"),
        ("RFC 5321 4.1.1.5", "Mail", "RSET", "250 2.0.0"),
        ("RFC 5321 4.1.1.9", "Mail", "NOOP", "250 2.0.0"),

        ("RFC 5321 3.3", "Recipients", $"MAIL FROM:<{Own}>", "503 5.5.1"),
        ("RFC 5321 3.3", "Recipients", $"RCPT TO:<{Bob}>", "250 2.1.5"),
        ("RFC 5321 4.1.1.4", "Recipients", "DATA", "354 "),
        ("RFC 5321 4.1.1.4", "Recipients", "DATA now", "501 5.5.4"),
        ("RFC 5321 4.1.1.6", "Recipients", "VRFY bob", "252 2.5.0"),
        ("RFC 5321 4.1.1.10", "Recipients", "QUIT", "221 2.0.0"),

        .. from state in SmtpDialogue.States
           from row in Unavailable
           select ("RFC 5321 4.2.4", state, row.Command, row.Reply),
    ];

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> Syntax =>
    [
        ("RFC 5321 2.4", "Connected", "ehlo client.example", "250-localhost"),
        ("RFC 5321 4.1.1", "Connected", "NOOP   ", "250 2.0.0"),
        ("RFC 5321 4.1.1.9", "Connected", "NOOP hello there", "250 2.0.0"),
        ("RFC 5321 4.1.1.1", "Connected", "EHLO", "501 5.5.4"),
        ("RFC 5321 4.1.1.1", "Connected", "EHLO two words", "501 5.5.4"),
        ("RFC 5321 4.1.1.5", "Connected", "RSET now", "501 5.5.4"),
        ("RFC 5321 4.1.1.10", "Connected", "QUIT now", "501 5.5.4"),
        ("RFC 5321 4.1.1.6", "Connected", "VRFY", "501 5.5.4"),
        ("RFC 5321 4.2.4", "Connected", "", "500 5.5.1"),
        ("RFC 5321 4.2.4", "Connected", " NOOP", "500 5.5.1"),
        ("RFC 5321 2.3.8", "Connected", "NOOP\nRSET", "501 5.5.2"),
        ("RFC 5321 2.3.8", "Connected", "NOOP\rRSET", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Connected", "NOOP\0", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Connected", "NOOP \u007f", "501 5.5.2"),
        ("RFC 6531 3.3", "Connected", "NOOP \u00ff", "501 5.5.2"),
        ("RFC 5321 4.5.3.1.4", "Connected", "NOOP " + new string('x', 2043), "250 2.0.0"),
        ("RFC 5321 4.5.3.1.9", "Connected", "NOOP " + new string('x', 2044), "500 5.5.6"),
    ];

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> Senders =>
    [
        ("architecture.md", "Ready", "MAIL FROM:<me@tox.alt>", "250 2.1.0"),
        ("architecture.md", "Ready", $"MAIL FROM:<{Own.ToLowerInvariant()}>", "250 2.1.0"),
        ("RFC 6409 6.1", "Ready", $"MAIL FROM:<{Bob}>", "553 5.7.1"),
        ("RFC 6409 6.1", "Ready", "MAIL FROM:<someone@example.org>", "553 5.7.1"),
        ("RFC 5321 4.5.5", "Ready", "MAIL FROM:<>", "250 2.1.0"),
        ("RFC 5321 3.3", "Ready", "mail from: <me@tox.alt>", "250 2.1.0"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"me\"@tox.alt>", "250 2.1.0"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"m\\e\"@tox.alt>", "250 2.1.0"),
        ("RFC 5321 4.1.1.3", "Ready", "MAIL FROM:<@relay.example,@[127.0.0.1]:me@tox.alt>", "250 2.1.0"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:me@tox.alt", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox.alt", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<m e@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox..alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<.me@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL me@tox.alt", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox.alt>junk", "501 5.5.4"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox.alt>SIZE=1", "501 5.5.4"),
        ("RFC 1870 4", "Ready", "MAIL FROM:<me@tox.alt> SIZE=1000", "250 2.1.0"),
        ("RFC 1870 6.1", "Ready", "MAIL FROM:<me@tox.alt> SIZE=104857600", "250 2.1.0"),
        ("RFC 1870 6.1", "Ready", "MAIL FROM:<me@tox.alt> SIZE=104857601", "552 5.3.4"),
        ("RFC 1870 4", "Ready", "MAIL FROM:<me@tox.alt> SIZE=99999999999999999999", "552 5.3.4"),
        ("RFC 1870 4", "Ready", "MAIL FROM:<me@tox.alt> SIZE=999999999999999999999", "501 5.5.4"),
        ("RFC 1870 4", "Ready", "MAIL FROM:<me@tox.alt> SIZE=-1", "501 5.5.4"),
        ("RFC 1870 4", "Ready", "MAIL FROM:<me@tox.alt> SIZE", "501 5.5.4"),
        ("RFC 1870 4", "Ready", "MAIL FROM:<me@tox.alt> SIZE=", "501 5.5.4"),
        ("RFC 5321 4.1.1.11", "Ready", "MAIL FROM:<me@tox.alt> SIZE=1 SIZE=1", "501 5.5.4"),
        ("RFC 6152 2", "Ready", "MAIL FROM:<me@tox.alt> BODY=8BITMIME", "250 2.1.0"),
        ("RFC 6152 2", "Ready", "MAIL FROM:<me@tox.alt> body=7bit", "250 2.1.0"),
        ("RFC 3030 3", "Ready", "MAIL FROM:<me@tox.alt> BODY=BINARYMIME", "555 5.6.1"),
        ("RFC 6531 3.4", "Ready", "MAIL FROM:<me@tox.alt> SMTPUTF8", "250 2.1.0"),
        ("RFC 6531 3.4", "Ready", "MAIL FROM:<me@tox.alt> SMTPUTF8=yes", "501 5.5.4"),
        ("RFC 6531 3.5", "Ready", "MAIL FROM:<m\u00c3\u00a9@tox.alt>", "553 5.6.7"),
        ("RFC 6531 3.3", "Ready", "MAIL FROM:<m\u00c3\u00a9@tox.alt> SMTPUTF8", "553 5.7.1"),
        ("RFC 4954 5", "Ready", "MAIL FROM:<me@tox.alt> AUTH=<>", "250 2.1.0"),
        ("RFC 4954 5", "Ready", "MAIL FROM:<me@tox.alt> AUTH=a+3Db@example.org", "250 2.1.0"),
        ("RFC 4954 5", "Ready", "MAIL FROM:<me@tox.alt> AUTH=a+3db", "501 5.5.4"),
        ("RFC 3461 4.3", "Ready", "MAIL FROM:<me@tox.alt> RET=HDRS ENVID=QQ+2B314159", "250 2.1.0"),
        ("RFC 3461 4.3", "Ready", "MAIL FROM:<me@tox.alt> RET=SOME", "501 5.5.4"),
        ("RFC 3461 4.4", "Ready", "MAIL FROM:<me@tox.alt> ENVID=a+0D+0Ab", "501 5.5.4"),
        ("RFC 3461 4.4", "Ready", "MAIL FROM:<me@tox.alt> ENVID=" + new string('x', 101), "501 5.5.4"),
        ("RFC 5321 4.1.1.11", "Ready", "MAIL FROM:<me@tox.alt> XYZZY=1", "555 5.5.4"),
        ("RFC 5321 4.1.1.11", "Ready", "MAIL FROM:<me@tox.alt> NOTIFY=NEVER", "555 5.5.4"),
    ];

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> Recipients =>
    [
        ("architecture.md", "Mail", "RCPT TO:<bob@tox.alt>", "250 2.1.5"),
        ("architecture.md", "Mail", "RCPT TO:<BOB@TOX>", "250 2.1.5"),
        ("architecture.md", "Mail", $"RCPT TO:<{Own}>", "250 2.1.5"),
        ("architecture.md", "Mail", $"RCPT TO:<{Stranger}>", "250 2.1.5 Recipient OK; not a contact yet"),
        ("architecture.md", "Mail", $"RCPT TO:<{TemporaryStore.Id(9)}@tox.alt>", "250 2.1.5 Recipient OK; not a contact yet"),
        ("RFC 5321 4.5.1", "Mail", "RCPT TO:<Postmaster>", "250 2.1.5"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:<@relay.example:bob@tox.alt>", "250 2.1.5"),
        ("RFC 3463 3.2", "Mail", "RCPT TO:<nobody@tox.alt>", "550 5.1.1"),
        ("RFC 3463 3.2", "Mail", $"RCPT TO:<{TemporaryStore.Key(9)}@tox.alt>", "550 5.1.1"),
        ("RFC 3463 3.2", "Mail", $"RCPT TO:<{TemporaryStore.Key(9)}@000000000001.tox.alt>", "550 5.1.1"),
        ("RFC 3463 3.2", "Mail", "RCPT TO:<someone@example.org>", "550 5.1.2"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:<>", "501 5.1.3"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:bob@tox.alt", "501 5.1.3"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT bob@tox.alt", "501 5.1.3"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:<bob@tox.alt>x", "501 5.5.4"),
        ("RFC 5321 4.1.1.11", "Mail", "RCPT TO:<bob@tox.alt> SIZE=1", "555 5.5.4"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@example.org", "250 2.1.5"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> notify=never", "250 2.1.5"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=NEVER,DELAY", "501 5.5.4"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=", "501 5.5.4"),
        ("RFC 3461 4.2", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=bob", "501 5.5.4"),
        ("RFC 3461 4.2", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;a+0Ab", "501 5.5.4"),
        ("RFC 6531 3.5", "Mail", "RCPT TO:<b\u00c3\u00b6b@tox.alt>", "553 5.6.7"),
    ];

    [Theory, MemberData(nameof(Rows))]
    public async Task Answers(string rfc, string state, string command, string reply)
    {
        Assert.NotEmpty(rfc);
        await using var dialogue = await SmtpDialogue.OpenAsync(fixture.Servers, state);
        Assert.StartsWith(reply, await dialogue.SayAsync(command), StringComparison.Ordinal);
    }
}
