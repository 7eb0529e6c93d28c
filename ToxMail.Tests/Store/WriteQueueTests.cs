using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Schema;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class WriteQueueTests
{
    [Fact]
    public async Task Callers_share_a_commit_but_not_each_others_faults()
    {
        await using var store = await OpenAsync();
        await using var database = new StoreDatabase(store.Directory.Database);
        var gate = new TaskCompletionSource();
        var first = database.WriteAsync(
            async _ =>
            {
                await gate.Task;
                return 0;
            },
            Ct);
        var transactions = new HashSet<Guid>();
        var writes = Enumerable.Range(0, 20).Select(i => database.WriteAsync(db => NoteAsync(db, i, transactions), Ct)).ToList();
        gate.SetResult();

        await first;
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 5 == 0)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => writes[i]);
            }
            else
            {
                Assert.Equal(i, await writes[i]);
            }
        }

        Assert.Single(transactions);
        await using var reader = database.Open();
        Assert.Equal(16, await reader.Requests.CountAsync(Ct));
    }

    [Fact]
    public async Task A_broken_row_fails_its_own_caller_only()
    {
        await using var store = await OpenAsync();
        await using var database = new StoreDatabase(store.Directory.Database);
        var same = Enumerable.Range(0, 5).Select(_ => database.WriteAsync(db => AddAsync(db, 1), Ct)).ToList();
        var other = database.WriteAsync(db => AddAsync(db, 2), Ct);

        await Task.WhenAll(same.Append(other)).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.True(other.IsCompletedSuccessfully);
        Assert.Equal(1, same.Count(write => write.IsCompletedSuccessfully));
        Assert.All(same.Where(write => write.IsFaulted), write => Assert.IsType<DbUpdateException>(write.Exception!.InnerException));
    }

    [Fact]
    public async Task Hears_a_cancelled_caller_before_its_work_is_queued()
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(2);

        await Assert.ThrowsAsync<OperationCanceledException>(() => store.Outbox.AddAsync(mail, new CancellationToken(canceled: true)));
        Assert.Equal(0, (await store.Outbox.ListAsync(null, 0, 1, Ct)).Total);
        await store.Outbox.AddAsync(mail, Ct);
    }

    [Fact]
    public async Task Commits_on_the_callers_thread_when_nobody_else_writes()
    {
        await using var store = await OpenAsync();
        await using var database = new StoreDatabase(store.Directory.Database);
        var caller = Environment.CurrentManagedThreadId;
        var worker = 0;
        var written = database.WriteHereAsync(
            db =>
            {
                worker = Environment.CurrentManagedThreadId;
                return AddAsync(db, 1);
            },
            Ct);

        Assert.True(written.IsCompletedSuccessfully);
        Assert.Equal(caller, worker);
        await using var reader = database.Open();
        Assert.Equal(1, await reader.Requests.CountAsync(Ct));
    }

    [Fact]
    public async Task Shares_a_commit_with_others_when_somebody_writes()
    {
        await using var store = await OpenAsync();
        await using var database = new StoreDatabase(store.Directory.Database);
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var first = database.WriteAsync(
            async _ =>
            {
                begun.SetResult();
                await gate.Task;
                return 0;
            },
            Ct);
        await begun.Task;
        var transactions = new HashSet<Guid>();
        var writes = Enumerable.Range(1, 3).Select(i => database.WriteHereAsync(db => NoteAsync(db, i, transactions), Ct)).ToList();
        gate.SetResult();

        await first;
        var written = await Task.WhenAll(writes);
        Assert.Equal([1, 2, 3], written);
        Assert.Single(transactions);
    }

    [Fact]
    public async Task A_fault_of_work_that_stands_alone_undoes_it()
    {
        await using var store = await OpenAsync();
        await using var database = new StoreDatabase(store.Directory.Database);
        var transactions = new HashSet<Guid>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteHereAsync(db => NoteAsync(db, 0, transactions), Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(db => NoteAsync(db, 5, transactions), Ct));
        Assert.Equal(6, await database.WriteHereAsync(db => NoteAsync(db, 6, transactions), Ct));

        await using var reader = database.Open();
        Assert.Equal(1, await reader.Requests.CountAsync(Ct));
    }

    [Fact]
    public async Task Ends_only_after_all_that_was_queued()
    {
        await using var store = await OpenAsync();
        var database = new StoreDatabase(store.Directory.Database);
        var writes = Enumerable.Range(0, 50).Select(i => database.WriteAsync(db => AddAsync(db, (byte)i), Ct)).ToList();
        await database.DisposeAsync();

        // Each caller's own continuation may still be on its way to a thread.
        await Task.WhenAll(writes).WaitAsync(TimeSpan.FromSeconds(20), Ct);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.WriteAsync(db => AddAsync(db, 99), Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.WriteHereAsync(db => AddAsync(db, 99), Ct));
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing()
    {
        await using var store = await OpenAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (i, _) =>
        {
            await store.Outbox.AddAsync(await store.MailAsync((byte)(i % 5)), Ct);
            await store.Inbox.AddAsync([await store.ArrivalAsync(2, i / 2)], Ct);
        });

        Assert.Equal(200, (await store.Outbox.TotalsAsync(Ct))[DeliveryState.AwaitingPeer]);
        Assert.Equal(100, (await store.Inbox.SnapshotAsync(Ct)).Count);
    }

    private static async Task<int> NoteAsync(ToxMailDb db, int i, HashSet<Guid> transactions)
    {
        transactions.Add(db.Database.CurrentTransaction!.TransactionId);
        await AddAsync(db, (byte)i);
        return i % 5 != 0 ? i : throw new InvalidOperationException("This caller has a bug.");
    }

    private static Task<int> AddAsync(ToxMailDb db, byte number)
    {
        db.Add(new IncomingRequest { PublicKey = Key(number), Message = "hello", ReceivedAt = DateTimeOffset.UnixEpoch, Ignored = true });
        return db.SaveChangesAsync(Ct);
    }
}
