using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Tests.Relay.Gossip;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Relay;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CollectedLog _log = new();
    private readonly List<string> _done = [];
    private readonly WorkQueue _queue;

    public WorkQueueTests() => _queue = new WorkQueue(_time, _log.CreateLogger<WorkQueue>());

    [Fact]
    public async Task Who_brings_much_waits_behind_himself_and_his_work_keeps_its_order()
    {
        for (var i = 0; i < 3; i++)
        {
            Post(Scene.Alice, $"alice {i}");
        }

        Post(Scene.Bob, "bob");
        _queue.Post(_ => Do("own"));

        await RunAsync(5);

        Assert.Equal(["alice 0", "bob", "own", "alice 1", "alice 2"], _done);
    }

    [Fact]
    public async Task A_full_disk_ends_one_piece_of_work_and_is_spoken_of_once_in_a_minute()
    {
        for (var i = 0; i < 100; i++)
        {
            _queue.Post(static _ => throw new IOException("The envelopes could not be written.", new IOException("database or disk is full")));
        }

        _queue.Post(_ => Do("after"));
        await RunAsync(101);
        Assert.Equal(["after"], _done);
        Assert.Equal("Relaying mail waits until the disk takes it: The envelopes could not be written. database or disk is full", _log.Text);

        _time.Advance(TimeSpan.FromMinutes(1));
        _queue.Post(static _ => throw new IOException("Still."));
        await RunAsync(1);
        Assert.Contains("Still.", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_for_a_contact_that_is_waited_for_ends_with_its_fault()
    {
        var work = _queue.DoAsync(Scene.Alice, static _ => throw new IOException("Full."), TestContext.Current.CancellationToken);
        await RunAsync(1);

        await Assert.ThrowsAsync<IOException>(() => work);
    }

    public void Dispose() => _log.Dispose();

    private void Post(PublicKey contact, string word) => _queue.Post(contact, _ => Do(word));

    private Task Do(string word)
    {
        _done.Add(word);
        return Task.CompletedTask;
    }

    /// <summary>Until so many pieces are done.</summary>
    private async Task RunAsync(int pieces)
    {
        using var over = new CancellationTokenSource();
        var left = pieces;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _queue.RunAsync(_ => --left == 0 ? over.CancelAsync() : Task.CompletedTask, over.Token));
    }
}
