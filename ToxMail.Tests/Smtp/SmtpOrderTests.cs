using ToxMail.Core.Smtp;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>Every command in every state, one row each (RFC 5321 4.1.4 and what its extensions say of the order).</summary>
public sealed class SmtpOrderTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private const string Hello = "503 5.5.1 Say EHLO first";
    private const string Login = "530 5.7.0 Log in first, with the password ToxMail made for this mail client";
    private const string NoMail = "503 5.5.1 Say MAIL FROM first";
    private const string Nobody = "503 5.5.1 No recipient was accepted";
    private const string UnderWay = "503 5.5.1 A mail is under way, finish it or say RSET first";
    private const string Chunks = "503 5.5.1 The mail is coming in by BDAT, finish it so or say RSET first";
    private const string Done = "250 2.0.0 OK";
    private const string Cannot = "252 2.5.0 Send a mail to find out";
    private const string Lacking = "502 5.5.1 Command not implemented";
    private const string Unknown = "500 5.5.1 Command not known";
    private const string Taken = "250 2.0.0 OK, 4 octets taken";
    private const string Begin = "354 Send the mail, end it with a dot on a line of its own";
    private const string Bye = "221 2.0.0 Bye";
    private const string Greeted = "250 localhost";
    private const string Offer = "250-localhost\n250-PIPELINING\n250-SIZE 104857600\n250-8BITMIME\n250-CHUNKING\n250-SMTPUTF8\n250-ENHANCEDSTATUSCODES\n250-DSN\n250-AUTH PLAIN LOGIN\n250 HELP";
    private const string Help = "214 2.0.0 Commands: EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT";

    // In the order of the states: Connected, Greeted, Ready, Mail, Recipients, Chunks. Without a certificate there is no STARTTLS: see TlsTests.
    private static readonly (string Rfc, string Command, string[] Replies)[] Table =
    [
        ("RFC 5321 4.1.1.1", "EHLO client.example", [Offer, Offer, Offer, Offer, Offer, Offer]),
        ("RFC 5321 4.1.1.1", "HELO client.example", [Greeted, Greeted, Greeted, Greeted, Greeted, Greeted]),
        ("RFC 4954 4", "AUTH PLAIN", [Hello, "334 ", "503 5.5.1 Already logged in", UnderWay, UnderWay, UnderWay]),
        ("RFC 5321 4.1.1.2", "MAIL FROM:<me@tox.alt>", [Hello, Login, "250 2.1.0 Sender OK", UnderWay, UnderWay, UnderWay]),
        ("RFC 5321 4.1.1.3", "RCPT TO:<bob@tox.alt>", [Hello, Login, NoMail, "250 2.1.5 Recipient OK", "250 2.1.5 Recipient OK", Chunks]),
        ("RFC 5321 4.1.1.4", "DATA", [Hello, Login, NoMail, Nobody, Begin, Chunks]),
        ("RFC 3030 2", "BDAT 4\r\nRSET", [Hello, Login, NoMail, Nobody, Taken, Taken]),
        ("RFC 5321 4.1.1.5", "RSET", [Done, Done, Done, Done, Done, Done]),
        ("RFC 5321 4.1.1.9", "NOOP", [Done, Done, Done, Done, Done, Done]),
        ("RFC 5321 4.1.1.6", "VRFY bob", [Cannot, Cannot, Cannot, Cannot, Cannot, Cannot]),
        ("RFC 5321 4.1.1.7", "EXPN list", [Lacking, Lacking, Lacking, Lacking, Lacking, Lacking]),
        ("RFC 5321 4.1.1.8", "HELP", [Help, Help, Help, Help, Help, Help]),
        ("RFC 3207 4", "STARTTLS", [Hello, Lacking, Lacking, UnderWay, UnderWay, UnderWay]),
        ("RFC 5321 4.1.1.10", "QUIT", [Bye, Bye, Bye, Bye, Bye, Bye]),
        ("RFC 5321 4.2.4", "XYZZY", [Unknown, Unknown, Unknown, Unknown, Unknown, Unknown]),
    ];

    public static TheoryData<string, string, string, string> Rows => new(
        from row in Table
        from answer in row.Replies.Zip(SmtpDialogue.States)
        select (row.Rfc, answer.Second, row.Command, answer.First));

    [Theory, MemberData(nameof(Rows))]
    public async Task Answers(string rfc, string state, string command, string reply)
    {
        Assert.NotEmpty(rfc);
        await using var dialogue = await SmtpDialogue.OpenAsync(fixture.Servers, state);

        // A chunk has no line end of its own.
        await dialogue.SendAsync(command.StartsWith("BDAT", StringComparison.Ordinal) ? command : command + "\r\n");
        Assert.Equal(reply, await dialogue.HearAsync());
    }

    [Fact]
    public void Has_a_row_for_every_command_and_a_column_for_every_state()
    {
        var commands = Table.Select(row => row.Command.Split([' ', '\r'])[0]).Select(verb => verb == "XYZZY" ? "UNKNOWN" : verb);
        Assert.Equal(Enum.GetNames<SmtpVerb>().Select(name => name.ToUpperInvariant()).Order(), commands.Order());
        Assert.Equal(Enum.GetNames<SmtpState>(), SmtpDialogue.States);
        Assert.All(Table, row => Assert.Equal(SmtpDialogue.States.Length, row.Replies.Length));
    }
}
