using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>What every command is answered in every state, one row each.</summary>
public sealed class SmtpConformanceTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static readonly string Own = MailServers.OwnAddress;
    private static readonly string Bob = MailServers.BobAddress;
    private static readonly string Stranger = $"{TemporaryStore.Key(9)}@{TemporaryStore.Id(9).NospamLabel}.tox.alt";

    public static TheoryData<string, string, string, string> Rows => new(Logins.Concat(Syntax).Concat(Senders).Concat(SenderParameters).Concat(Recipients));

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> Logins =>
    [
        ("RFC 4954 4", "Greeted", "AUTH LOGIN", "334 VXNlcm5hbWU6"),
        ("RFC 4954 4", "Greeted", "AUTH LOGIN bWU=", "334 UGFzc3dvcmQ6"),
        ("RFC 4954 4", "Greeted", "auth login =", "334 UGFzc3dvcmQ6"),
        ("RFC 4954 4", "Greeted", "AUTH CRAM-MD5", "504 5.5.4"),
        ("RFC 4954 4", "Greeted", "AUTH", "501 5.5.4"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN *", "501 5.7.0"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN =", "501 5.5.2"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN no-base64", "501 5.5.2"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN AG1l AHdyb25n", "501 5.5.2"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN AG1lAA==", "501 5.5.2"),
        ("RFC 4954 6", "Greeted", "AUTH PLAIN AG1lAHdyb25n", "535 5.7.8"),
        ("RFC 4616 2", "Greeted", "AUTH PLAIN cm9vdABtZQB3cm9uZw==", "535 5.7.8"),
        ("RFC 4616 2", "Greeted", "AUTH PLAIN AG1lAP8=", "501 5.5.2"),
        ("RFC 4954 4", "Greeted", "AUTH PLAIN " + new string('A', 2_040), "500 5.5.6"),
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
        ("RFC 5321 4.1.1.1", "Connected", "HELO", "501 5.5.4"),
        ("RFC 5321 4.1.1.1", "Connected", "EHLO [IPv6:::1]", "250-localhost"),
        ("RFC 5321 4.1.1.1", "Connected", "EHLO m\u00c3\u00bcller.example", "250-localhost"),
        ("RFC 5321 4.1.1.8", "Connected", "HELP MAIL", "214 2.0.0"),
        ("RFC 5321 2.4", "Connected", "nOoP", "250 2.0.0"),
        ("RFC 5321 2.4", "Connected", "NOOPX", "500 5.5.1"),
        ("RFC 5321 4.1.2", "Connected", "\tNOOP", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Connected", "EHLO x\ty", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Connected", "EHLO x\u001by", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Connected", "EHLO \u00c2\u0085", "501 5.5.2"),
        ("RFC 6531 3.3", "Connected", "EHLO \u00ed\u00a0\u0080", "501 5.5.2"),
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
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"m e\"@tox.alt>", "553 5.7.1"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"a@b\\\"<c>\"@tox.alt>", "553 5.7.1"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"me@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"me\\\"@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"\"@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me\0@tox.alt>", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox.alt\r>", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"me\n\"@tox.alt>", "501 5.5.2"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<\"me\u0001\"@tox.alt>", "501 5.5.2"),
        ("RFC 5321 4.1.1.3", "Ready", "MAIL FROM:<@relay.example,:me@tox.alt>", "501 5.1.7"),
        ("RFC 5321 4.1.1.3", "Ready", "MAIL FROM:<@relay.example>", "501 5.1.7"),
        ("RFC 5321 4.1.3", "Ready", "MAIL FROM:<me@[127.0.0.1]>", "553 5.7.1"),
        ("RFC 5321 4.1.3", "Ready", "MAIL FROM:<me@[]>", "501 5.1.7"),
        ("RFC 5321 4.1.3", "Ready", "MAIL FROM:<me@[127.0.0.1>", "501 5.1.7"),
        ("RFC 5321 4.5.3.1", "Ready", $"MAIL FROM:<{new string('x', 65)}@tox.alt>", "553 5.7.1"),
        ("RFC 5321 4.5.3.1", "Ready", $"MAIL FROM:<me@{new string('x', 252)}>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<<me@tox.alt>>", "501 5.1.7"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM: <me@tox.alt> junk junk=", "555 5.5.4"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox.alt> =1", "501 5.5.4"),
        ("RFC 5321 4.1.2", "Ready", "MAIL FROM:<me@tox.alt> A=b=c", "501 5.5.4"),
        ("RFC 6152 2", "Ready", "MAIL FROM:<me@tox.alt> BODY=9BIT", "501 5.5.4"),
        ("RFC 6152 2", "Ready", "MAIL FROM:<me@tox.alt> BODY", "501 5.5.4"),
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
    ];

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> SenderParameters =>
    [
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
        ("RFC 3463 3.2", "Mail", "RCPT TO:<someone@example.onion>", "550 5.1.3"),
        ("RFC 3463 3.5", "Mail", "RCPT TO:<someone@example.org>", "451 4.4.3"), // No resolver answers these tests.
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:<>", "501 5.1.3"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:bob@tox.alt", "501 5.1.3"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT bob@tox.alt", "501 5.1.3"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:<bob@tox.alt>x", "501 5.5.4"),
        ("RFC 5321 4.1.1.11", "Mail", "RCPT TO:<bob@tox.alt> SIZE=1", "555 5.5.4"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@example.org", "250 2.1.5"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> notify=never", "250 2.1.5"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=NEVER,DELAY", "501 5.5.4"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=", "501 5.5.4"),
        ("RFC 5321 4.1.2", "Mail", "RCPT TO:<\"bob\"@tox.alt>", "250 2.1.5"),
        ("RFC 5321 4.1.2", "Mail", "RCPT TO:<\"b\\ob\"@tox.alt>", "250 2.1.5"),
        ("RFC 5321 4.1.2", "Mail", "RCPT TO:<bob@tox.alt\0>", "501 5.5.2"),
        ("RFC 5321 4.1.1.3", "Mail", "RCPT TO:<@a.example,@b.example:bob@tox.alt>", "250 2.1.5"),
        ("RFC 5321 4.5.1", "Mail", "RCPT TO:<postmaster@tox.alt>", "250 2.1.5"),
        ("RFC 5321 4.5.1", "Mail", "RCPT TO: <postmaster>", "250 2.1.5"),
        ("RFC 6531 3.3", "Mail", "RCPT TO:<@m\u00c3\u00bcller.example:bob@tox.alt>", "250 2.1.5"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,,DELAY", "501 5.5.4"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=LATER", "501 5.5.4"),
        ("RFC 3461 4.1", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY", "501 5.5.4"),
        ("RFC 3461 4", "Mail", "RCPT TO:<bob@tox.alt> NOTIFY=NEVER NOTIFY=NEVER", "501 5.5.4"),
        ("RFC 3461 4.2", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=;bob", "501 5.5.4"),
        ("RFC 3461 4.2", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;", "501 5.5.4"),
        ("RFC 3461 4.2", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc 822;b", "501 5.5.4"),
        ("RFC 3461 4", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;b+2bb", "501 5.5.4"),
        ("RFC 3461 4", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;b+C3+BC", "501 5.5.4"),
        ("RFC 3461 5.4", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;" + new string('x', 493), "250 2.1.5"),
        ("RFC 3461 5.4", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;" + new string('x', 494), "501 5.5.4"),
        ("RFC 6533 3", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=utf-8;b\\x{FC}@x", "250 2.1.5"),
        ("RFC 6533 3", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=utf-8;b\\x{fc}@x", "501 5.5.4"),
        ("RFC 6533 3", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=utf-8;b\\x{D800}@x", "501 5.5.4"),
        ("RFC 6533 3", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=utf-8;b\\x{0A}@x", "501 5.5.4"),
        ("RFC 6533 3", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=utf-8;b\\@x", "501 5.5.4"),
        ("RFC 6533 3", "Mail", "RCPT TO:<bob@tox.alt> ORCPT=utf-8;b\u00c3\u00bc@x", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT x", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT -1", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT 1 FIRST", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT 1 LAST LAST", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT LAST", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT 99999999999999999999", "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "BDAT " + new string('1', 1_000), "501 5.5.4"),
        ("RFC 3030 2", "Recipients", "bdat 0 last", "250 2.0.0 OK, queued as"),
        ("RFC 3030 2", "Recipients", "BDAT 00000000000000000001\r\nx", "250 2.0.0 OK, 1 octets"),
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
