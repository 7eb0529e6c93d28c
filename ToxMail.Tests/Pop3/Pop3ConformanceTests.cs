using ToxMail.Core.Pop3;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>What every command is answered in both states, one row each; nothing here reaches QUIT with a deletion.</summary>
public sealed class Pop3ConformanceTests(MaildropFixture fixture) : IClassFixture<MaildropFixture>
{
    private const string Authorization = nameof(Authorization);
    private const string Transaction = nameof(Transaction);
    private const string First = "Subject: one\n\n..first\nsecond";
    private const string Capabilities =
        "+OK Capabilities follow\nTOP\nUIDL\nUSER\nSASL PLAIN\nPIPELINING\nRESP-CODES\nAUTH-RESP-CODE\nUTF8 USER\nEXPIRE NEVER\nIMPLEMENTATION ToxMail\n.";

    private static readonly string[] OnlyAfterLogin = ["STAT", "LIST", "LIST 1", "UIDL", "UIDL 1", "RETR 1", "TOP 1 0", "DELE 1", "RSET", "NOOP"];
    private static readonly string[] OnlyBeforeLogin = ["USER me", "PASS x", "AUTH", "AUTH PLAIN", "UTF8", "STLS"];

    public static TheoryData<string, string, string, string> Rows => new(BeforeLogin.Concat(AfterLogin).Concat(Messages));

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> BeforeLogin =>
    [
        ("RFC 2449 5", Authorization, "CAPA", Capabilities),
        ("RFC 1939 7", Authorization, "USER me", "+OK "),
        ("RFC 1939 7", Authorization, "USER", "-ERR "),
        ("RFC 1939 7", Authorization, "PASS secret", "-ERR Say USER first"),
        ("RFC 5034 4", Authorization, "AUTH", "+OK Listing follows\nPLAIN\n."),
        ("RFC 5034 4", Authorization, "AUTH PLAIN", "+ "),
        ("RFC 5034 4", Authorization, "AUTH CRAM-MD5", "-ERR Only AUTH PLAIN"),
        ("RFC 5034 4", Authorization, "AUTH PLAIN a b", "-ERR "),
        ("RFC 5034 4", Authorization, "AUTH PLAIN =", "-ERR "),
        ("RFC 3206 4", Authorization, "AUTH PLAIN AG1lAHdyb25n", "-ERR [AUTH] "),
        ("RFC 6856 2.1", Authorization, "UTF8", "+OK "),
        ("RFC 6856 2.1", Authorization, "UTF8 yes", "-ERR "),
        ("RFC 2595 4", Authorization, "STLS", "-ERR "),
        ("RFC 1939 4", Authorization, "QUIT", "+OK Bye"),
        ("RFC 1939 4", Authorization, "QUIT now", "-ERR "),
        ("RFC 1939 7", Authorization, "APOP me 0123456789abcdef", "-ERR Command not known"),
        ("RFC 1939 3", Authorization, "XYZZY", "-ERR Command not known"),
        ("RFC 1939 3", Authorization, "", "-ERR Command not known"),
        ("RFC 1939 3", Authorization, "NOOP\0", "-ERR Commands are UTF-8 text"),
        ("RFC 6856 2", Authorization, "USER \u00ff", "-ERR Commands are UTF-8 text"),
        ("RFC 5034 4", Authorization, "AUTH PLAIN *", "-ERR Login cancelled"),
        ("RFC 5034 4", Authorization, "AUTH PLAIN no-base64", "-ERR The login could not be read"),
        ("RFC 5034 4", Authorization, "AUTH PLAIN AG1lAP8=", "-ERR The login could not be read"),
        ("RFC 4616 2", Authorization, "AUTH PLAIN cm9vdABtZQB3cm9uZw==", "-ERR [AUTH] "),
        ("RFC 1939 7", Authorization, "USER    ", "-ERR "),
        ("RFC 1939 7", Authorization, "PASS", "-ERR Say USER first"),
        ("RFC 1939 3", Authorization, "capa", Capabilities),
        ("RFC 1939 3", Authorization, " CAPA", "-ERR Command not known"),
        ("RFC 1939 3", Authorization, "CAPA\t", "-ERR Commands are UTF-8 text"),
        ("RFC 1939 3", Authorization, "USER me\rPASS x", "-ERR Commands are UTF-8 text"),
        ("RFC 1939 3", Authorization, "USER m\u001be", "-ERR Commands are UTF-8 text"),
        ("RFC 6856 2", Authorization, "USER \u00c2\u0085", "-ERR Commands are UTF-8 text"),
        ("RFC 6856 2.2", Authorization, "USER m\u00c3\u00a9", "+OK "),
        ("RFC 6856 3", Authorization, "LANG", "-ERR Command not known"),
        ("RFC 2449 4", Authorization, "PASS " + new string('x', 100_000), "-ERR The command is longer"),
        ("RFC 2449 4", Authorization, "USER " + new string('x', 250), "+OK "),
        ("RFC 2449 4", Authorization, "USER " + new string('x', 251), "-ERR The command is longer"),
        .. from command in OnlyAfterLogin
           select ("RFC 1939 4", Authorization, command, "-ERR Log in first"),
    ];

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> AfterLogin =>
    [
        .. from command in OnlyBeforeLogin
           select ("RFC 1939 5", Transaction, command, "-ERR Already logged in"),
        ("RFC 2449 5", Transaction, "CAPA", Capabilities),
        ("RFC 1939 5", Transaction, "STAT", "+OK 2 48"),
        ("RFC 1939 5", Transaction, "stat", "+OK 2 48"),
        ("RFC 1939 5", Transaction, "STAT ", "+OK 2 48"),
        ("RFC 1939 5", Transaction, "STAT 1", "-ERR "),
        ("RFC 1939 5", Transaction, "LIST", "+OK Listing follows\n1 32\n2 16\n."),
        ("RFC 1939 5", Transaction, "LIST 2", "+OK 2 16"),
        ("RFC 1939 5", Transaction, "LIST 3", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "LIST 0", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "LIST -1", "-ERR "),
        ("RFC 1939 5", Transaction, "LIST 99999999999999999999", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "LIST x", "-ERR "),
        ("RFC 1939 7", Transaction, "UIDL", "+OK Listing follows\n1 "),
        ("RFC 1939 7", Transaction, "UIDL 1", "+OK 1 "),
        ("RFC 1939 7", Transaction, "UIDL 3", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "LIST 1 2", "-ERR "),
        ("RFC 1939 5", Transaction, "LIST +1", "-ERR "),
        ("RFC 1939 5", Transaction, "LIST  2 ", "+OK 2 16"),
        ("RFC 1939 5", Transaction, "LIST 0000000000000000000000000000002", "+OK 2 16"),
        ("RFC 1939 5", Transaction, "LIST \u00d9\u00a1", "-ERR "),
        ("RFC 1939 7", Transaction, "UIDL x", "-ERR "),
        ("RFC 1939 7", Transaction, "UIDL 0", "-ERR No such message"),
        ("RFC 1939 7", Transaction, "UIDL 1 2", "-ERR "),
        ("RFC 1939 5", Transaction, "retr 2", "+OK 16 octets\nSubject: two\n\n."),
        ("RFC 1939 5", Transaction, "RETR 0", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "RETR x", "-ERR "),
        ("RFC 1939 5", Transaction, "RETR 99999999999999999999", "-ERR No such message"),
        ("RFC 1939 7", Transaction, "TOP 1 1 1", "-ERR "),
        ("RFC 1939 7", Transaction, "TOP x 1", "-ERR "),
        ("RFC 1939 7", Transaction, "TOP", "-ERR "),
        ("RFC 1939 5", Transaction, "DELE x", "-ERR "),
        ("RFC 1939 5", Transaction, "DELE 1 2", "-ERR "),
        ("RFC 1939 5", Transaction, "RSET 1", "-ERR "),
        ("RFC 1939 5", Transaction, "NOOP 1", "-ERR "),
        ("RFC 1939 3", Transaction, "RETR 1\0", "-ERR Commands are UTF-8 text"),
        ("RFC 1939 3", Transaction, "RETR 1\rRETR 2", "-ERR Commands are UTF-8 text"),
        ("RFC 2449 4", Transaction, "NOOP " + new string(' ', 250), "+OK OK"),
        ("RFC 2449 4", Transaction, "NOOP " + new string(' ', 251), "-ERR The command is longer"),
        ("RFC 1939 3", Transaction, "", "-ERR Command not known"),
    ];

    private static IEnumerable<(string Rfc, string State, string Command, string Reply)> Messages =>
    [
        ("RFC 1939 5", Transaction, "RETR 1", $"+OK 32 octets\n{First}\n."),
        ("RFC 1939 5", Transaction, "RETR 2", "+OK 16 octets\nSubject: two\n\n."),
        ("RFC 1939 5", Transaction, "RETR 3", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "RETR", "-ERR "),
        ("RFC 1939 5", Transaction, "RETR 1 2", "-ERR "),
        ("RFC 1939 7", Transaction, "TOP 1 0", "+OK Message follows\nSubject: one\n\n."),
        ("RFC 1939 7", Transaction, "TOP 1 1", "+OK Message follows\nSubject: one\n\n..first\n."),
        ("RFC 1939 7", Transaction, "TOP 1 2", $"+OK Message follows\n{First}\n."),
        ("RFC 1939 7", Transaction, "TOP 1 99999999", $"+OK Message follows\n{First}\n."),
        ("RFC 1939 7", Transaction, "TOP 1 99999999999999999999", $"+OK Message follows\n{First}\n."),
        ("RFC 1939 7", Transaction, "TOP 2 5", "+OK Message follows\nSubject: two\n\n."),
        ("RFC 1939 7", Transaction, "TOP 1", "-ERR "),
        ("RFC 1939 7", Transaction, "TOP 1 -1", "-ERR "),
        ("RFC 1939 7", Transaction, "TOP 3 1", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "DELE 1", "+OK "),
        ("RFC 1939 5", Transaction, "DELE 3", "-ERR No such message"),
        ("RFC 1939 5", Transaction, "DELE", "-ERR "),
        ("RFC 1939 5", Transaction, "RSET", "+OK 2 messages (48 octets)"),
        ("RFC 1939 5", Transaction, "NOOP", "+OK OK"),
        ("RFC 1939 6", Transaction, "QUIT", "+OK Bye"),
        ("RFC 1939 6", Transaction, "QUIT now", "-ERR "),
        ("RFC 1939 3", Transaction, "XYZZY", "-ERR Command not known"),
    ];

    [Fact]
    public void Has_a_row_for_every_command_in_both_states()
    {
        var rows = BeforeLogin.Concat(AfterLogin).Concat(Messages).Select(row => (row.State, Verb: row.Command.Split(' ')[0] is var verb && verb == "XYZZY" ? "UNKNOWN" : verb)).ToHashSet();
        Assert.All(Enum.GetNames<Pop3Verb>(), verb => Assert.Superset(
            new HashSet<(string, string)> { (Authorization, verb.ToUpperInvariant()), (Transaction, verb.ToUpperInvariant()) },
            rows));
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Answers(string rfc, string state, string command, string reply)
    {
        Assert.NotEmpty(rfc);
        await using var dialogue = await (state == Authorization ? Pop3Dialogue.OpenAsync(fixture.Servers) : Pop3Dialogue.LogInAsync(fixture.Servers));
        var heard = await dialogue.SayAsync(command);
        while (heard.Length < reply.Length && reply.StartsWith(heard, StringComparison.Ordinal))
        {
            heard += "\n" + await dialogue.HearAsync();
        }

        Assert.StartsWith(reply, heard, StringComparison.Ordinal);
    }
}
