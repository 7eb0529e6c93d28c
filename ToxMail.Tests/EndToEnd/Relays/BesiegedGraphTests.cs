using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>
/// Alice and Sarah are never online together. Their four common friends are: Bob, whose store is wiped and then set back to an older copy; Carol, who is killed
/// at random moments; Dave, who has room for little; and Erin, who is besieged. <c>./test.sh --nightly BesiegedGraphTests</c> kills more often, while Sarah answers too, and lets her come back once more.
/// </summary>
[Long]
public sealed class BesiegedGraphTests : IAsyncLifetime
{
    private const int Seed = 20261123;

    /// <summary>What a node under siege may use beyond what it used before.</summary>
    private const long MostMemory = 200L << 20;

    /// <summary>Envelopes of Alice's letters: three that fit into one, and one in three parts.</summary>
    private const int Letters = 6;

    private static readonly string[] Friends = ["bob", "carol", "dave", "erin"];

    /// <summary>Those who lose nothing.</summary>
    private static readonly string[] Steady = ["carol", "erin"];

    private RelayGraph _graph = null!;
    private BesiegedGraph? _besieged;

    private static int Kills { get; } = Nightly.IsOn ? 15 : 1;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private BesiegedGraph Besieged => _besieged ?? throw new InvalidOperationException("Not started.");

    private MailUser Alice => _graph["alice"];

    private MailUser Sarah => _graph["sarah"];

    public async ValueTask InitializeAsync()
    {
        var little = new Dictionary<string, string> { ["Relay:StoreBytes"] = "20000", ["Relay:PerContactBytes"] = "9000" };
        _graph = await RelayGraph.StartAsync(
            new Dictionary<string, IReadOnlyDictionary<string, string>> { ["dave"] = little },
            Cancelled,
            [.. Friends.SelectMany(static friend => (string[])[$"alice-{friend}", $"sarah-{friend}"]), "alice-sarah"]);
        _besieged = new BesiegedGraph(_graph, Seed);
    }

    [Fact]
    public async Task Mail_receipts_and_deletions_cross_friends_who_are_wiped_killed_full_and_flooded_and_each_mail_comes_once()
    {
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"seed {Seed}");
        await _graph.OnlyAsync(Cancelled, ["alice", .. Friends]);
        var before = _graph["erin"].Node.Figures.ResidentBytes;
        var sieges = await Task.WhenAll(Besieged.BesiegeAsync("erin", Cancelled), Besieged.BesiegeAsync("carol", Cancelled));

        var letters = await AliceWritesAsync();
        await _graph.OnlyAsync(Cancelled, "carol", "dave", "erin");
        var copy = Besieged.Copy("bob");
        Besieged.Wipe("bob");
        await _graph.OnlyAsync(Cancelled, ["sarah", .. Friends]);
        var answers = await SarahAnswersAsync(letters);

        // Bob is back with all that he had before he was wiped.
        await _graph.OnlyAsync(Cancelled, "carol", "dave", "erin");
        Besieged.PutBack("bob", copy);
        await _graph.OnlyAsync(Cancelled, ["alice", .. Friends]);
        await AliceReadsAsync(answers);

        if (Nightly.IsOn)
        {
            await SarahReturnsAsync();
        }

        var most = _graph["erin"].Node.Figures.PeakResidentBytes;
        output?.WriteLine($"{sieges[0].Rounds} rounds of siege; {before >> 20} MB before, at most {most >> 20} MB");
        Assert.InRange(most, 0, before + MostMemory);
        await _graph.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_besieged is not null)
        {
            await _graph.DisposeAsync();
            await _besieged.DisposeAsync();
        }
    }

    /// <summary>In random order; Carol is killed meanwhile, and Dave has room for two small ones at most.</summary>
    private async Task<TestMail[]> AliceWritesAsync()
    {
        var letters = Shuffled(
            TestMail.Create(Alice, Sarah, 500),
            TestMail.Create(Alice, Sarah, 2_000),
            TestMail.Create(Alice, Sarah, 10_000),
            TestMail.CreateIncompressible(Alice, Sarah, 150_000));
        foreach (var letter in letters)
        {
            await Alice.SendAsync(letter, Sarah, Cancelled);
        }

        await _graph.WaitForFromAsync("bob", "alice", static count => count == Letters, Cancelled);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Besieged.KillAsync("carol", Cancelled);
        }

        foreach (var friend in Steady)
        {
            await _graph.WaitForFromAsync(friend, "alice", static count => count == Letters, Cancelled);
        }

        await _graph.WaitForFromAsync("dave", "alice", static count => count is 1 or 2, Cancelled);
        return letters;
    }

    private async Task<TestMail[]> SarahAnswersAsync(TestMail[] letters)
    {
        await Sarah.WaitForMailsAsync(letters.Length, RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce(letters, await Sarah.EmptyMailboxAsync(Cancelled));
        var answers = Shuffled(TestMail.Create(Sarah, Alice, 100), TestMail.Create(Sarah, Alice, 1_000));
        foreach (var answer in answers)
        {
            await Sarah.SendAsync(answer, Alice, Cancelled);
        }

        if (Nightly.IsOn)
        {
            await Besieged.KillAsync("carol", Cancelled);
        }

        foreach (var friend in Steady)
        {
            // What was delivered is deleted, and with each x a receipt has left.
            await _graph.WaitForFromAsync(friend, "alice", static count => count == 0, Cancelled);
            await _graph.WaitForFromAsync(friend, "sarah", count => count > answers.Length, Cancelled);
        }

        await Wait.ForSomeTimeAsync(RelayGraph.Settled, Cancelled);
        return answers;
    }

    private async Task AliceReadsAsync(TestMail[] answers)
    {
        await Alice.WaitForMailsAsync(answers.Length, RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce(answers, await Alice.EmptyMailboxAsync(Cancelled));
        AssertReceiptsCame(await Alice.WaitForOutboxAsync(RelayGraph.Timeout, Cancelled));
        foreach (var friend in Steady)
        {
            await _graph.WaitForFromAsync(friend, "sarah", static count => count == 0, Cancelled);
        }

        await Wait.ForSomeTimeAsync(RelayGraph.Settled, Cancelled);
    }

    /// <summary>She hears that hers were read, and nothing comes a second time from what Bob had kept.</summary>
    private async Task SarahReturnsAsync()
    {
        await _graph.OnlyAsync(Cancelled, Friends);
        await _graph.OnlyAsync(Cancelled, ["sarah", .. Friends]);
        AssertReceiptsCame(await Sarah.WaitForOutboxAsync(RelayGraph.Timeout, Cancelled));
        Assert.Equal(0, await Sarah.CountMailsAsync(Cancelled));
    }

    private static void AssertReceiptsCame(IReadOnlyList<OutboxView> outbox) =>
        Assert.All(outbox, static row => Assert.Equal(("Delivered", "relay"), (row.State, row.Via)));

    private static TestMail[] Shuffled(params TestMail[] mails)
    {
        new Random(Seed).Shuffle(mails);
        return mails;
    }
}
