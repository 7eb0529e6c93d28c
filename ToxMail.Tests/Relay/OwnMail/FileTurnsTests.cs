using System.Collections.Concurrent;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Tests.Relay.Gossip;
using Xunit;

namespace ToxMail.Tests.Relay.OwnMail;

public sealed class FileTurnsTests
{
    private readonly FileTurns _turns = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_stays_of_a_contact_whose_last_file_has_gone()
    {
        foreach (var contact in (PublicKey[])[Scene.Alice, Scene.Bob])
        {
            using var first = _turns.Enter(contact);
            await first.TakeTurnAsync(Ct);
            using (_turns.Enter(contact))
            {
                Assert.Equal(1, _turns.Contacts);
            }

            Assert.Equal(1, _turns.Contacts);
        }

        Assert.Equal(0, _turns.Contacts);
    }

    [Fact]
    public void A_file_too_many_counts_until_it_has_gone()
    {
        FilePlace[] places = [.. Enumerable.Range(0, FileTurns.MaxOffered).Select(_ => _turns.Enter(Scene.Alice))];
        Assert.DoesNotContain(places, static place => place.IsOneTooMany);
        var refused = _turns.Enter(Scene.Alice);
        Assert.True(refused.IsOneTooMany);
        using var other = _turns.Enter(Scene.Bob);
        Assert.False(other.IsOneTooMany);

        // The first has gone, but the refused one is still being cancelled.
        places[0].Dispose();
        var next = _turns.Enter(Scene.Alice);
        Assert.True(next.IsOneTooMany);
        next.Dispose();
        refused.Dispose();
        using var taken = _turns.Enter(Scene.Alice);
        Assert.False(taken.IsOneTooMany);
    }

    [Fact]
    public async Task Who_waits_keeps_the_turn_that_later_files_wait_for_too()
    {
        var (first, second, third) = (_turns.Enter(Scene.Alice), _turns.Enter(Scene.Alice), _turns.Enter(Scene.Alice));
        await first.TakeTurnAsync(Ct);
        await second.TakeTurnAsync(Ct);
        var waiting = third.TakeTurnAsync(Ct);
        Assert.False(waiting.IsCompleted);

        first.Dispose();
        await waiting;
        using (var fourth = _turns.Enter(Scene.Alice))
        {
            using var impatient = new CancellationTokenSource();
            var late = fourth.TakeTurnAsync(impatient.Token);
            Assert.False(late.IsCompleted);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        }

        // Who gave up had no turn to give back.
        using var fifth = _turns.Enter(Scene.Alice);
        Assert.False(fifth.TakeTurnAsync(Ct).IsCompleted);
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public async Task Never_are_more_files_of_a_contact_taken_at_once_however_they_come_and_go()
    {
        var underWay = 0;
        ConcurrentBag<int> seen = [];
        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = FileTurns.MaxOffered, CancellationToken = Ct }, async (_, stopping) =>
        {
            using var place = _turns.Enter(Scene.Alice);
            await place.TakeTurnAsync(stopping);
            seen.Add(Interlocked.Increment(ref underWay));
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
        });

        Assert.All(seen, static files => Assert.InRange(files, 1, FileTurns.MaxFiles));
        Assert.Equal(0, _turns.Contacts);
    }
}
