using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToxMail.Core.Store.Schema;

/// <summary>One caller's work inside a shared transaction.</summary>
/// <typeparam name="TDb">The database.</typeparam>
internal sealed class WriteItem<TDb>(Func<TDb, Task> work)
    where TDb : DbContext
{
    private const string Savepoint = "item";

    private static readonly StandingCommand Begin = new($"SAVEPOINT {Savepoint}");
    private static readonly StandingCommand End = new($"RELEASE {Savepoint}");

    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;

    /// <summary>Ends when the work is durable, or failed.</summary>
    internal Task Settled => _settled.Task;

    /// <summary>Does the work and commits it; a fault undoes the transaction, which holds nothing else, and is told at <see cref="Settle"/>.</summary>
    internal async Task RunAloneAsync(TDb db, IDbContextTransaction transaction)
    {
        try
        {
            await work(db);
        }
        catch (Exception fault)
        {
            _fault = WriteFault.Describe(fault);
            await transaction.RollbackAsync();
            return;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
    }

    /// <summary>Does the work; a fault undoes this work alone and is told at <see cref="Settle"/>.</summary>
    internal async Task RunAsync(TDb db, IDbContextTransaction transaction)
    {
        await Begin.In(db).ExecuteNonQueryAsync();
        try
        {
            await work(db);
            await End.In(db).ExecuteNonQueryAsync();
        }
        catch (Exception fault)
        {
            _fault = WriteFault.Describe(fault);
            await UndoAsync(transaction);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>A full or broken disk may have ended the whole transaction (sqlite.org/lang_transaction.html §3): then that, and no missing savepoint, is what its other callers hear.</summary>
    private async Task UndoAsync(IDbContextTransaction transaction)
    {
        try
        {
            await transaction.RollbackToSavepointAsync(Savepoint);
            await transaction.ReleaseSavepointAsync(Savepoint);
        }
        catch (SqliteException) when (_fault is IOException)
        {
            throw _fault;
        }
    }

    /// <summary>The transaction is durable.</summary>
    internal void Settle()
    {
        if (_fault is null)
        {
            _settled.TrySetResult();
        }
        else
        {
            _settled.TrySetException(_fault);
        }
    }

    /// <summary>The transaction is lost.</summary>
    internal void Fail(Exception fault) => _settled.TrySetException(_fault ?? fault);
}
