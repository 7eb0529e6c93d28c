using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ToxMail.Core.Relay.Storage;

/// <summary>What is deleted is overwritten: whoever takes the disk later is not to learn what this node once carried.</summary>
internal sealed class SecureDeletion : DbConnectionInterceptor
{
    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete=ON";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
