using ToxMail.Core.Store;
using Xunit;

namespace ToxMail.Tests.Store;

public sealed class ChangeFeedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Melts_changes_between_two_reads_into_one_set()
    {
        var feed = new ChangeFeed();
        using var subscription = feed.Subscribe();
        feed.Publish(ChangeKind.Inbox);
        feed.Publish(ChangeKind.Outbox);
        feed.Publish(ChangeKind.Inbox);

        await using var changes = subscription.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal([ChangeKind.Outbox, ChangeKind.Inbox], changes.Current.Order());

        feed.Publish(ChangeKind.Status);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal([ChangeKind.Status], changes.Current);
    }

    [Fact]
    public async Task Wakes_a_waiting_reader_and_ends_it_when_disposed()
    {
        var feed = new ChangeFeed();
        var subscription = feed.Subscribe();
        await using var changes = subscription.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);
        var next = changes.MoveNextAsync();
        Assert.False(next.IsCompleted);

        feed.Publish(ChangeKind.Contacts);
        Assert.True(await next);

        subscription.Dispose();
        feed.Publish(ChangeKind.Contacts);
        Assert.False(await changes.MoveNextAsync());
    }

    [Fact]
    public async Task Loses_no_change_among_many_publishers()
    {
        var feed = new ChangeFeed();
        using var subscription = feed.Subscribe();
        var last = Enum.GetValues<ChangeKind>().Max();
        var seen = new HashSet<ChangeKind>();
        var reading = Task.Run(
            async () =>
            {
                await foreach (var kinds in subscription.ReadAllAsync(Ct))
                {
                    seen.UnionWith(kinds);
                    if (seen.Contains(last))
                    {
                        return;
                    }
                }
            },
            Ct);

        Parallel.For(0, 2000, i => feed.Publish((ChangeKind)(i % (int)last)));
        feed.Publish(last);
        await reading;
        Assert.Equal(Enum.GetValues<ChangeKind>(), seen.Order());
    }
}
