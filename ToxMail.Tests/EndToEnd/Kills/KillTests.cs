using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Kills;

/// <summary>Nodes killed at random moments under load. <c>./test.sh --nightly KillTests</c> runs 100 rounds, <c>TOXMAIL_KILL_ROUNDS</c> any number.</summary>
[Long]
public sealed class KillTests
{
    private const int MaxSecondsBetweenKills = 14;

    /// <summary>Without mail under way a kill proves nothing: every round goes on until so many more got 250.</summary>
    private const int LeastMailsPerRound = 3;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_got_250_is_lost_or_doubled_and_nothing_deleted_returns()
    {
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, Cancelled, "alice", "bob");
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var ledger = new MailLedger();
        MailLoad[] loads = [new(alice, bob, ledger, seed), new(bob, alice, ledger, seed + 1)];
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = loads.SelectMany(load => new[] { load.SendAsync(over.Token), load.FetchAsync(over.Token) }).ToArray();

        await KillAsync([alice, bob], ledger, new Random(seed));

        await over.CancelAsync();
        await Task.WhenAll(running);
        foreach (var user in circle.Users)
        {
            await user.WaitForOutboxAsync(Timeout, Cancelled);
        }

        foreach (var load in loads)
        {
            while (await load.FetchOnceAsync(int.MaxValue, Cancelled) > 0)
            {
                // Until a look finds nothing.
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{ledger.AcceptedCount} mails got 250");
        ledger.AssertKept();
        await circle.CloseAsync();
    }

    private static async Task KillAsync(MailUser[] users, MailLedger ledger, Random random)
    {
        for (var round = 0; round < Nightly.KillRounds; round++)
        {
            var enough = ledger.AcceptedCount + LeastMailsPerRound;
            await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(random.NextDouble() * MaxSecondsBetweenKills), Cancelled);
            var choice = random.Next(5);
            MailUser[] victims = choice switch { 0 => users, _ => [users[choice % 2]] };
            foreach (var victim in victims)
            {
                await victim.Node.KillAsync(Cancelled);
            }

            await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(random.NextDouble()), Cancelled);
            await Task.WhenAll(victims.Select(victim => victim.StartAsync(Cancelled)));
            await Wait.UntilAsync(() => Task.FromResult(ledger.AcceptedCount >= enough), Timeout, () => $"{LeastMailsPerRound} mails to be accepted in round {round}", Cancelled);
        }
    }
}
