using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Store;
using ToxMail.Web.Live;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class ThrottledChangesTests : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ChangeFeed _feed = new();
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<IReadOnlySet<ChangeKind>> _changes;

    public ThrottledChangesTests() =>
        _changes = ThrottledChanges.ReadAsync(_feed.Subscribe(), Quiet, _time, _ending.Token).GetAsyncEnumerator(_ending.Token);

    public void Dispose() => _ending.Dispose();

    [Fact]
    public async Task The_first_change_is_told_at_once()
    {
        var next = _changes.MoveNextAsync();
        _feed.Publish(ChangeKind.Outbox);

        Assert.True(await next);
        Assert.Equal([ChangeKind.Outbox], _changes.Current);
    }

    [Fact]
    public async Task A_storm_of_changes_is_told_once_a_quarter_of_a_second()
    {
        _feed.Publish(ChangeKind.Outbox);
        Assert.True(await _changes.MoveNextAsync());

        var next = _changes.MoveNextAsync().AsTask();
        for (var i = 0; i < 1000; i++)
        {
            _feed.Publish(i % 2 == 0 ? ChangeKind.Outbox : ChangeKind.Inbox);
        }

        _time.Advance(ThrottledChanges.Pause - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await next);
        Assert.Equal([ChangeKind.Outbox, ChangeKind.Inbox], _changes.Current.Order());
    }

    [Fact]
    public async Task Quiet_is_told_too()
    {
        var next = _changes.MoveNextAsync();
        _time.Advance(Quiet);

        Assert.True(await next);
        Assert.Empty(_changes.Current);
    }

    [Fact]
    public async Task Leaving_ends_it()
    {
        var next = _changes.MoveNextAsync();

        await _ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await _changes.DisposeAsync();
    }
}
