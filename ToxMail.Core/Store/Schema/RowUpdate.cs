using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToxMail.Core.Store.Schema;

/// <summary>Changes some columns of a table's rows by one statement, prepared once for a connection: <see cref="RowInsert{TRow}"/> for rows that are there.</summary>
/// <typeparam name="TRow">An entity with a numeric key.</typeparam>
/// <param name="changed">Names of its properties.</param>
internal sealed class RowUpdate<TRow>(params IReadOnlyList<string> changed)
    where TRow : class
{
    private readonly ConditionalWeakTable<DbConnection, Statement> _prepared = [];

    /// <summary>Writes the changed columns of the row as part of the transaction under way.</summary>
    internal Task SaveAsync(DbContext db, TRow row) =>
        _prepared.GetValue(db.Database.GetDbConnection(), _ => new Statement(db, changed)).RunAsync(row, db.Database.CurrentTransaction?.GetDbTransaction());

    private sealed class Statement
    {
        private readonly DbCommand _command;
        private readonly List<RowColumn> _columns;

        internal Statement(DbContext db, IReadOnlyList<string> changed)
        {
            var table = db.Model.FindEntityType(typeof(TRow))!;
            _command = db.Database.GetDbConnection().CreateCommand();
            var key = new RowColumn(table.FindPrimaryKey()!.Properties[0], _command);
            List<RowColumn> columns = [.. changed.Select(name => new RowColumn(table.FindProperty(name)!, _command))];
            _command.CommandText = $"UPDATE \"{table.GetTableName()}\" SET {string.Join(", ", columns.Select(static column => $"\"{column.Name}\" = {column.Placeholder}"))} WHERE \"{key.Name}\" = {key.Placeholder}";
            _columns = [key, .. columns];
        }

        internal Task<int> RunAsync(TRow row, DbTransaction? transaction)
        {
            _columns.ForEach(column => column.Take(row));
            _command.Transaction = transaction;
            return _command.ExecuteNonQueryAsync();
        }
    }
}
