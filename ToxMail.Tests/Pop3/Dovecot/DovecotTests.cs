using Xunit;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>The same mails asked for by the same commands, octet for octet as Dovecot, and every difference a known one.</summary>
public sealed class DovecotTests(OddMaildrops odd) : IClassFixture<OddMaildrops>
{
    private const int Many = 2_000;

    /// <summary>Commands that Dovecot takes and we refuse, or the other way round: see <c>docs/quirks.md</c>.</summary>
    private static readonly HashSet<string> JudgedOtherwise = ["NOOP x", "STAT x", "RSET x", "QUIT x", "RETR 1 ", "TOP 1 99999999999999999999"];

    public static TheoryData<string> OddMails => [.. SharedMail.Odd.Select(mail => mail.Name)];

    public static TheoryData<string> Commands =>
    [
        "NOOP", "NOOP x", "STAT x", "", " ", "FOO", "LAST", "XTND", "APOP me x", "USER me", "PASS x", "AUTH", "AUTH PLAIN", "STLS", "UTF8", "CAPA",
        "RETR", "RETR 0", "RETR 99", "RETR x", "RETR -1", "RETR 1 2", "RETR  1", "RETR 1 ", "RETR 99999999999999999999", "retr 1", "Retr 1",
        "TOP", "TOP 1", "TOP 1 -1", "TOP 1 x", "TOP 0 1", "TOP 99 1", "TOP 1 99999999999999999999",
        "LIST 0", "LIST 99", "LIST x", "LIST 1 2", "UIDL 1", "UIDL 0", "UIDL 99", "UIDL x",
        "DELE", "DELE 0", "DELE 99", "DELE x", "RSET", "RSET x", "QUIT x",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(OddMails))]
    public async Task Sends_a_mail_and_its_top_alike(string name)
    {
        var (mail, number) = SharedMail.Odd.Select((mail, index) => (mail, index + 1)).Single(pair => pair.mail.Name == name);
        string[] commands = [$"RETR {number}", .. ((string[])["0", "1", "2", "3", "99999999"]).Select(lines => $"TOP {number} {lines}")];

        foreach (var (ours, dovecots) in await odd.Drops.AskBothAsync(commands))
        {
            Assert.True(ours.Success, $"{ours.Command}: {ours.Status}");
            var expected = mail.Difference?.Content(ours.Content) ?? ours.Content;
            Assert.True(expected.AsSpan().SequenceEqual(dovecots.Content), $"{ours.Command}\nours: {Start(ours)}\nDovecot's: {Start(dovecots)}");
        }
    }

    [Fact]
    public async Task Counts_octets_alike()
    {
        var sizes = (await odd.Drops.AskBothAsync(Enumerable.Range(1, SharedMail.Odd.Count).Select(number => $"LIST {number}"))).ToList();
        var listing = Assert.Single(await odd.Drops.AskBothAsync(["LIST"]));
        var status = Assert.Single(await odd.Drops.AskBothAsync(["STAT"]));

        Assert.Equal(SharedMail.Odd.Zip(sizes, (mail, size) => mail.Difference?.Size(Size(size.Ours)) ?? Size(size.Ours)), sizes.Select(size => Size(size.Dovecots)));
        foreach (var (whole, each, total) in ((Exchange, IEnumerable<Exchange>, Exchange)[])
            [(listing.Ours, sizes.Select(size => size.Ours), status.Ours), (listing.Dovecots, sizes.Select(size => size.Dovecots), status.Dovecots)])
        {
            Assert.Equal(string.Concat(each.Select(line => line.Status["+OK ".Length..] + "\r\n")) + ".\r\n", whole.Text);
            Assert.Equal(each.Sum(Size), Size(total));
        }
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Takes_or_refuses_a_command_alike(string command)
    {
        var (ours, dovecots) = Assert.Single(await odd.Drops.AskBothAsync([command]));

        Assert.True((ours.Success == dovecots.Success) != JudgedOtherwise.Contains(command), $"{command}\nours: {ours.Status}\nDovecot's: {dovecots.Status}");
    }

    [Fact]
    public async Task Marks_and_unmarks_alike()
    {
        string[] commands =
            ["DELE 1", "DELE 1", "DELE 2", "STAT", "LIST", "LIST 1", "RETR 1", "TOP 1 0", "UIDL 1", "LIST 7", "RSET", "STAT", "LIST 1", "RETR 1", "DELE 1", "RSET"];

        foreach (var (ours, dovecots) in await odd.Drops.AskBothAsync(commands))
        {
            Assert.True(ours.Success == dovecots.Success, $"{ours.Command}\nours: {ours.Status}\nDovecot's: {dovecots.Status}");
            Assert.Equal(Lines(ours), Lines(dovecots));
        }
    }

    [Fact]
    public async Task Deletes_at_QUIT_alike_and_never_without()
    {
        await using var drops = await TwoMaildrops.OpenAsync(SharedMail.Generated(10), Cancelled);

        await drops.AskBothAsync(["DELE 1", "DELE 5"]);
        await AssertListsAsync(drops, 10);
        await drops.AskBothAsync(["DELE 1", "DELE 5", "RSET", "DELE 3", "QUIT"]);
        await AssertListsAsync(drops, 9);
        await drops.AskBothAsync([.. Enumerable.Range(1, 9).Select(number => $"DELE {number}"), "QUIT"]);
        await AssertListsAsync(drops, 0);
    }

    [Fact]
    public async Task Sends_2000_generated_mails_alike()
    {
        var mails = SharedMail.Generated(Many);
        await using var drops = await TwoMaildrops.OpenAsync(mails, Cancelled);

        foreach (var (ours, dovecots) in await drops.AskBothAsync(["LIST", .. Enumerable.Range(1, Many).SelectMany(number => (string[])[$"RETR {number}", $"TOP {number} {number % 20}"])]))
        {
            Assert.True(ours.Content.AsSpan().SequenceEqual(dovecots.Content), $"{ours.Command}\nours: {Start(ours)}\nDovecot's: {Start(dovecots)}");
        }
    }

    private static async Task AssertListsAsync(TwoMaildrops drops, int count)
    {
        var answers = await drops.AskBothAsync(["STAT", "LIST"]);
        Assert.All(answers, answer => Assert.Equal((answer.Ours.Command == "LIST" ? "" : answer.Ours.Status, answer.Ours.Text), (answer.Ours.Command == "LIST" ? "" : answer.Dovecots.Status, answer.Dovecots.Text)));
        Assert.StartsWith($"+OK {count} ", answers[0].Ours.Status, StringComparison.Ordinal);
    }

    /// <summary>The octets in the answer to STAT, or to LIST of one mail.</summary>
    private static long Size(Exchange exchange) => long.Parse(exchange.Status.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The numbers of the mails that a listing shows; sizes are compared elsewhere.</summary>
    private static IEnumerable<string> Lines(Exchange exchange) => exchange.Command == "LIST" ? exchange.Text.Split("\r\n").Select(line => line.Split(' ')[0]) : [];

    private static string Start(Exchange exchange) => $"{exchange.Status}, {exchange.Content.Length} octets: {exchange.Text[..Math.Min(2_000, exchange.Text.Length)]}";
}
