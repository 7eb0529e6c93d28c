using System.Diagnostics;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>
/// Alice and Sarah sit opposite each other in a ring of eight with two chords, four links apart on either side, and are never online together. A relay that holds their mail is killed, another is wiped.
/// No more than four are online at once, so that the mail goes one step after the other; and Sarah, who confirms only what came from two sides, is killed between the two.
/// Five minutes: <c>./test.sh --nightly RingOfEightTests</c>.
/// </summary>
[Long]
public sealed class RingOfEightTests : IAsyncLifetime
{
    /// <summary>She gets all of it again from Frank, before whom she had it.</summary>
    private const string Wiped = "grace";

    /// <summary>From Alice to Sarah by steps.</summary>
    private static readonly string[][] Ranks = [["bob", "grace"], ["carol", "frank"], ["dave", "erin"]];

    private static readonly string[] Relays = [.. Ranks.SelectMany(static rank => rank)];

    private static readonly string[] Links =
    [
        "alice-bob", "bob-carol", "carol-dave", "dave-sarah", "sarah-erin", "erin-frank", "frank-grace", "grace-alice",
        "bob-frank", "carol-erin", "alice-sarah",
    ];

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private RelayGraph _graph = null!;
    private BesiegedGraph? _besieged;
    private TestMail[] _letters = [];
    private int _envelopes;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private BesiegedGraph Besieged => _besieged ?? throw new InvalidOperationException("Not started.");

    private MailUser Alice => _graph["alice"];

    private MailUser Sarah => _graph["sarah"];

    public async ValueTask InitializeAsync()
    {
        var hops = new Dictionary<string, string> { ["Relay:Hops"] = "4,12" };
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["alice"] = hops,
            ["sarah"] = new Dictionary<string, string>(hops) { ["Relay:ReceiptPolicy"] = "Guarded" },
        };
        _graph = await RelayGraph.StartAsync(settings, Cancelled, Links);
        _besieged = new BesiegedGraph(_graph, seed: 8);
        Say("all have met");
    }

    [Fact(Skip = "Takes five minutes: ./test.sh --nightly RingOfEightTests", SkipUnless = nameof(Nightly.IsOn), SkipType = typeof(Nightly))]
    public async Task Mail_receipt_and_deletion_go_round_a_ring_whose_relays_are_killed_and_wiped_and_arrive_once()
    {
        var carried = await AliceWritesAsync();
        await CarryInStepsAsync();
        await SarahReadsByOneAndHasTheOtherForWitnessAsync();
        await CarryBackInStepsAsync();
        await AliceHearsAsync();
        await _graph.OnlyAsync(Cancelled);
        foreach (var relay in Relays)
        {
            var folder = _graph[relay].Node.DataDirectory;
            Assert.Superset(carried, await StoppedRelay.DeletedByAsync(folder, Cancelled));
            Assert.Empty(carried.Intersect(await StoppedRelay.EnvelopesOfAsync(folder, Cancelled)));
            await _graph[relay].Node.AssertStoreIsSoundAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_besieged is not null)
        {
            await _graph.DisposeAsync();
            await _besieged.DisposeAsync();
        }
    }

    /// <summary>One of those who have it is killed, and one loses all that she carries.</summary>
    /// <returns>The envelopes.</returns>
    private async Task<HashSet<EnvelopeId>> AliceWritesAsync()
    {
        _letters =
        [
            .. Enumerable.Range(0, 10).Select(number => TestMail.Create(Alice, Sarah, 1_000 * (number + 1))),
            TestMail.CreateIncompressible(Alice, Sarah, 100_000),
        ];
        _envelopes = _letters.Length + 1;
        var first = Ranks[0];
        await _graph.OnlyAsync(Cancelled, ["alice", .. first]);
        foreach (var letter in _letters)
        {
            await Alice.SendAsync(letter, Sarah, Cancelled);
        }

        await WaitUntilHeldAsync(first);
        Say("Alice's mail is with her contacts");
        await Besieged.KillAsync("bob", Cancelled);
        await _graph.OnlyAsync(Cancelled, [.. first.Except([Wiped])]);
        var carried = await StoppedRelay.EnvelopesOfAsync(_graph[Wiped].Node.DataDirectory, Cancelled);
        Assert.Equal(_envelopes, carried.Count);
        Besieged.Wipe(Wiped);
        return carried;
    }

    /// <summary>From Bob alone to Carol and Frank, from whom Grace gets it once more, and from them to Dave and Erin.</summary>
    private async Task CarryInStepsAsync()
    {
        await _graph.OnlyAsync(Cancelled, [.. Ranks[0], .. Ranks[1]]);
        await WaitUntilHeldAsync(["grace", .. Ranks[1]]);
        Say("Carol, Frank and Grace hold it");
        await Besieged.KillAsync("frank", Cancelled);
        await _graph.OnlyAsync(Cancelled, [.. Ranks[1], .. Ranks[2]]);
        await WaitUntilHeldAsync(Ranks[2]);
        Say("Dave and Erin hold it");
    }

    /// <summary>Dave brings it; her receipts leave once Erin has shown the same.</summary>
    private async Task SarahReadsByOneAndHasTheOtherForWitnessAsync()
    {
        await _graph.OnlyAsync(Cancelled, "dave", "sarah");
        await SarahFindsAllAsync();
        await Wait.ForSomeTimeAsync(RelayGraph.Settled, Cancelled);
        var dave = await _graph.RelayAsync("dave", Cancelled);
        Assert.Equal((_envelopes, 0), (dave.Held.Envelopes, dave.Tombstones));

        await Sarah.Node.KillAsync(Cancelled);
        await _graph.OnlyAsync(Cancelled, ["sarah", .. Ranks[2]]);
        await WaitUntilDeletedAsync(Ranks[2]);
        Assert.Equal(0, await Sarah.CountMailsAsync(Cancelled));
        Say("Dave and Erin hold her receipts");
    }

    private async Task SarahFindsAllAsync()
    {
        await Sarah.WaitForMailsAsync(_letters.Length, RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce(_letters, await Sarah.EmptyMailboxAsync(Cancelled));
        Say("Sarah has it");
    }

    private async Task CarryBackInStepsAsync()
    {
        await _graph.OnlyAsync(Cancelled, [.. Ranks[1], .. Ranks[2]]);
        await WaitUntilDeletedAsync(Ranks[1]);
        await _graph.OnlyAsync(Cancelled, [.. Ranks[0], .. Ranks[1]]);
        await WaitUntilDeletedAsync(Ranks[0]);
        Say("Bob and Grace hold her receipts");
    }

    /// <summary>And what she was confirmed with is deleted in turn where she is.</summary>
    private async Task AliceHearsAsync()
    {
        var last = Ranks[0];
        await _graph.OnlyAsync(Cancelled, ["alice", .. last]);
        Assert.All(await Alice.WaitForOutboxAsync(RelayGraph.Timeout, Cancelled), static row => Assert.Equal(("Delivered", "relay"), (row.State, row.Via)));
        Assert.Equal(0, await Alice.CountMailsAsync(Cancelled));
        await Task.WhenAll(last.Select(name => _graph.WaitForHeldAsync(name, 0, Cancelled)));
        Say("Alice knows");
    }

    private Task WaitUntilHeldAsync(IEnumerable<string> names) => Task.WhenAll(names.Select(name => _graph.WaitForHeldAsync(name, _envelopes, Cancelled)));

    /// <summary>The letters are deleted, and receipts for them are held.</summary>
    private Task WaitUntilDeletedAsync(IEnumerable<string> names) => Task.WhenAll(names.Select(name => _graph.WaitForReceiptsAsync(name, _envelopes, Cancelled)));

    private void Say(string what) => TestContext.Current.TestOutputHelper?.WriteLine($"{_clock.Elapsed.TotalSeconds:0} s: {what}");
}
