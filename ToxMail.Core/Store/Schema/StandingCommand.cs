using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// A statement that is part of every mail's transaction, prepared once for each connection that writes. EF Core prepares each of its own anew.
/// </summary>
/// <param name="text">Of the statement.</param>
/// <param name="parameters">Their names, in the order in which <see cref="In"/> takes the values.</param>
internal sealed class StandingCommand(string text, params IReadOnlyList<string> parameters)
{
    private readonly ConditionalWeakTable<DbConnection, DbCommand> _prepared = [];

    /// <summary>The statement with these values, as part of the transaction under way.</summary>
    internal DbCommand In(DbContext db, params ReadOnlySpan<object> values)
    {
        var command = _prepared.GetValue(db.Database.GetDbConnection(), Prepare);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private DbCommand Prepare(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
