using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ToxMail.Core.Store.Schema;

/// <summary>A commit returns only when it is on the disk, whatever the SQLite library was compiled to do: synchronous is a setting of the connection, not of the file.</summary>
internal sealed class FullySynchronous : DbConnectionInterceptor
{
    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
