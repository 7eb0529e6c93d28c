using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// Adds rows of one table by one statement, prepared once for a connection and made from the model. For the tables that every mail writes to:
/// the change tracker takes several times as long, which was a fifth of all that a mail cost.
/// </summary>
/// <typeparam name="TRow">An entity; a numeric key is given by the database unless the model says otherwise.</typeparam>
internal sealed class RowInsert<TRow>
    where TRow : class
{
    private static readonly ConditionalWeakTable<DbConnection, RowInsert<TRow>> Prepared = [];

    private readonly DbCommand _command;
    private readonly List<RowColumn> _columns;

    private RowInsert(DbContext db)
    {
        var table = db.Model.FindEntityType(typeof(TRow))!;
        _command = db.Database.GetDbConnection().CreateCommand();
        _columns = [.. table.GetProperties().Where(static property => !IsGiven(property)).Select(property => new RowColumn(property, _command))];
        _command.CommandText = $"INSERT INTO \"{table.GetTableName()}\" ({string.Join(", ", _columns.Select(static column => $"\"{column.Name}\""))}) "
            + $"VALUES ({string.Join(", ", _columns.Select(static column => column.Placeholder))}) ON CONFLICT DO NOTHING RETURNING rowid";
    }

    /// <summary>Adds the row as part of the transaction under way and returns its number; null when there is one with the same key.</summary>
    internal static async Task<long?> AddAsync(DbContext db, TRow row)
    {
        var insert = Prepared.GetValue(db.Database.GetDbConnection(), _ => new RowInsert<TRow>(db));
        insert._columns.ForEach(column => column.Take(row));
        insert._command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return (long?)await insert._command.ExecuteScalarAsync();
    }

    private static bool IsGiven(IProperty property) => property.IsPrimaryKey() && property.ClrType == typeof(long) && property.ValueGenerated != ValueGenerated.Never;
}
