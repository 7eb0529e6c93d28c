using System.Text;
using MimeKit;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class ArrivalHeadersTests
{
    private static readonly string A = Cast.Alice.Address.ToString();
    private static readonly string B = Cast.Bob.Address.ToString();

    private static readonly string Trace =
        $"Return-Path: <{A}>\n"
        + $"Received: from tox.alt ({Cast.Alice.PublicKey})\n by tox.alt with Tox id 0123abcd\n for <{B}>; Sat, 21 Nov 2026 12:00:00 +0000\n"
        + $"Authentication-Results: tox.alt; tox=pass\n policy.key={Cast.Alice.PublicKey}\n";

    public static TheoryData<string> Genuine =>
    [
        $"From: {A}\n",
        $"from : Alice <{A.ToLowerInvariant()}>\n",
        $"From: =?utf-8?Q?=C3=81lice?=\n <{A}>\n",
        $"From: Alice <{Cast.Alice.PublicKey}@{Cast.Alice.Id.NospamLabel}.tox.alt>\n",
        $"From: {Cast.Alice.Id}@tox.alt\n",
        $"From: {Cast.Alice.PublicKey}@tox\n",
        $"From: {A}\nFrom: {A}\n",
        $"From: {A}, Alice <{A}>\n",
        $"From: Alice <{A}>\nReply-To: list@example.org\nSender: list@example.org\n",
    ];

    public static TheoryData<string, string> Replaced => new()
    {
        { "From: Boss <boss@example.org>\n", $"From: Boss\n\t<{A}>\nX-Original-From: Boss <boss@example.org>\n" },
        { "From:boss@example.org\n", $"From: {A}\nX-Original-From:boss@example.org\n" },
        { "From: me@tox.alt\n", $"From: {A}\nX-Original-From: me@tox.alt\n" },
        { "From: bob@tox.alt\n", $"From: {A}\nX-Original-From: bob@tox.alt\n" },
        { $"From: {B}\n", $"From: {A}\nX-Original-From: {B}\n" },
        { $"From: {A}, boss@example.org\n", $"From: {A}\nX-Original-From: {A}, boss@example.org\n" },
        { $"From: boss@example.org <{A}>\n", $"From: \"boss@example.org\"\n\t<{A}>\nX-Original-From: boss@example.org <{A}>\n" },
        { $"From: {A}\nTo: x\nFrom: boss@example.org\n", $"From: {A}\nX-Original-From: {A}\nTo: x\nX-Original-From: boss@example.org\n" },
        { "From:\n", $"From: {A}\nX-Original-From:\n" },
        { "From: a\n b\n", $"From: {A}\nX-Original-From: a\n b\n" },
        { "To: x\nFrom: Boss\n\t<boss@example.org>\nCc: y\n", $"To: x\nFrom: Boss\n\t<{A}>\nX-Original-From: Boss\n\t<boss@example.org>\nCc: y\n" },
    };

    [Theory, MemberData(nameof(Genuine))]
    public void Leaves_the_senders_own_From_as_it_is(string headers) => Assert.Equal(Trace + headers, Receive(headers));

    [Theory, MemberData(nameof(Replaced))]
    public void Replaces_a_From_that_is_not_the_senders(string headers, string after) => Assert.Equal(Trace + after, Receive(headers));

    [Fact]
    public void Adds_a_missing_From() => Assert.Equal($"{Trace}From: {A}\nTo: x\n", Receive("To: x\n"));

    [Fact]
    public void Accepts_a_proved_name_of_the_sender()
    {
        var context = Cast.Arrival with { IsSenderName = address => address.ToString() == "alice@example.org" };

        Assert.Equal($"{Trace}From: alice@example.org\n", Receive("From: alice@example.org\n", context));
    }

    [Fact]
    public void Removes_what_only_this_node_may_say() => Assert.Equal(
        $"{Trace}From: {A}\nX-Toxmailer: stays\n",
        Receive($"Return-Path: <x@y>\nAuthentication-Results: tox.alt; tox=pass\n x\nFrom: {A}\nRETURN-PATH : <z@y>\nX-ToxMail-Trust: full\nx-toxmail-: a\n b\nX-Toxmailer: stays\n"));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void Gives_headers_to_a_mail_without_any(string header) =>
        Assert.Equal(Cast.Octets($"{Trace}From: {A}\n\n"), ArrivalHeaders.Rewrite(Cast.Octets(header), Cast.Arrival).Header.ToArray());

    [Fact]
    public void Puts_its_lines_behind_an_mbox_line() =>
        Assert.Equal($"From x now\n{Trace}From: {A}\n", Receive($"From x now\nFrom: {A}\n"));

    [Fact]
    public void Leaves_out_what_is_folded_behind_an_mbox_line() =>
        Assert.Equal($"From x now\n{Trace}From: {A}\n", Receive($"From x now\n \n\tof day\nFrom: {A}\n"));

    [Theory]
    [InlineData("", "<>")]
    [InlineData("someone@example.org", null)]
    [InlineData("a>\r\nX-Evil: b", null)]
    [InlineData("nonsense", null)]
    [InlineData("bob@tox.alt", null)]
    public void Trusts_only_a_return_path_of_the_sender(string returnPath, string? expected)
    {
        var mail = Parse(Cast.Receive(Cast.Octets($"From: {A}\n\n"), Cast.Arrival with { ReturnPath = returnPath }));

        Assert.Equal(expected ?? $"<{A}>", mail.Headers[HeaderId.ReturnPath]);
        Assert.False(mail.Headers.Contains("X-Evil"));
    }

    [Fact]
    public void Keeps_a_queue_id_to_letters_and_digits()
    {
        var mail = Cast.Receive(Cast.Octets($"From: {A}\n\n"), Cast.Arrival with { QueueId = "a\r\nX-Evil: b;\u00e9" });

        Assert.Contains(" id aX-Evilb\r\n", Encoding.ASCII.GetString(mail), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ArrivalRoute.Direct, "with Tox id")]
    [InlineData(ArrivalRoute.Relay, "with Tox (kept by a relay) id")]
    [InlineData(ArrivalRoute.Local, "with Tox (from this node itself) id")]
    public void Tells_the_way_it_came(ArrivalRoute route, string words) =>
        Assert.Contains(words, Parse(Cast.Receive(Cast.Octets($"From: {A}\n\n"), Cast.Arrival with { Route = route })).Headers[HeaderId.Received], StringComparison.Ordinal);

    [Theory]
    [InlineData("=?utf-8?Q?boss=40bank.example=0A=3Cboss=40bank.example=3E?=", "boss@bank.example <boss@bank.example>")]
    [InlineData("=?utf-8?B?Ym9zc0BiYW5rLmV4YW1wbGUA?=", "boss@bank.example")]
    public void Takes_control_characters_out_of_a_name(string name, string shown)
    {
        var mail = Parse(Cast.Receive(Cast.Octets($"From: {name} <{A}>\n\n")));

        Assert.Equal(shown, mail.From.Mailboxes.Single().Name);
        Assert.Equal(A, mail.From.Mailboxes.Single().Address);
        Assert.True(mail.Headers.Contains("X-Original-From"));
    }

    // Programs differ over a lone CR or LF; whichever way they read it, they must not find what only we may say.
    [Theory]
    [InlineData("X: y\nReturn-Path: <evil@example.org>\r\n")]
    [InlineData("X: y\rReturn-Path: <evil@example.org>\r\n")]
    [InlineData("X: y\r\r\nReturn-Path: <evil@example.org>\r\n")]
    [InlineData("X: y\r\rReturn-Path: <evil@example.org>\r\n")]
    [InlineData("X: y\nFrom: evil@example.org\r\n")]
    [InlineData("X: y\rFrom: evil@example.org\r\n")]
    [InlineData("X: y\r\r\nFrom: evil@example.org\r\n")]
    [InlineData("X: y\rAuthentication-Results: tox.alt; evil=pass\r\n")]
    public void Sees_headers_behind_bare_line_ends(string hidden)
    {
        var mail = Encoding.UTF8.GetString(Cast.Receive(Encoding.UTF8.GetBytes($"{hidden}From: {A}\r\n\r\nbody")));

        var lines = mail.Split(["\r\n", "\r", "\n"], StringSplitOptions.None);
        Assert.DoesNotContain(lines, line => line.Contains("evil", StringComparison.Ordinal) && !line.StartsWith("X-Original-From:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("From: Alice <x@y>\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n", "Alice <A>", "Grüße")]
    [InlineData("From: x@y\n", "A", "")]
    [InlineData("Subject: a\n", "A", "a")]
    [InlineData("From: =?utf-8?Q?a=0D=0Ab?= <x@y>\nSubject: =?utf-8?Q?a=0D=0Ab?=\n", "a b <A>", "a b")]
    public void Tells_the_sender_and_the_subject_for_display(string headers, string from, string subject)
    {
        var result = ArrivalHeaders.Rewrite(Cast.Octets(headers + "\n"), Cast.Arrival);

        Assert.Equal(from.Replace("A", from.StartsWith("Al", StringComparison.Ordinal) ? "A" : A, StringComparison.Ordinal).Replace("<A>", $"<{A}>", StringComparison.Ordinal), result.From);
        Assert.Equal(subject, result.Subject);
    }

    [Fact]
    public void Writes_a_long_foreign_name_in_short_ascii_lines()
    {
        var name = string.Concat(Enumerable.Repeat("名前 ", 100));
        var mail = Cast.Receive(Cast.Octets($"From: \"{name}\" <x@y>\n\n"));

        var from = Encoding.UTF8.GetString(mail).Split("\r\n").SkipWhile(line => !line.StartsWith("From:", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("X-", StringComparison.Ordinal));
        Assert.All(from, line => Assert.InRange(line.Length, 1, 160));
        Assert.StartsWith("名前 名前", Parse(mail).From.Mailboxes.Single().Name, StringComparison.Ordinal);
    }

    private static string Receive(string headers) => Receive(headers, Cast.Arrival);

    private static string Receive(string headers, ArrivalContext context) =>
        Encoding.UTF8.GetString(Cast.Receive(Cast.Octets(headers + "\nbody"), context))
            .Replace("\r\n", "\n", StringComparison.Ordinal)[..^"\nbody".Length];

    private static MimeMessage Parse(byte[] mail) => MimeMessage.Load(new MemoryStream(mail), TestContext.Current.CancellationToken);
}
