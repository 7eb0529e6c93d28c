using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// What is a setting of the connection, not of the file. A commit returns only when it is on the disk, whatever the SQLite library was compiled to do. What a statement or savepoint
/// would take back is kept in memory (<c>temp_store</c>), for as a file it costs a twentieth of what SMTP takes.
/// </summary>
internal sealed class ConnectionPragmas : DbConnectionInterceptor
{
    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
