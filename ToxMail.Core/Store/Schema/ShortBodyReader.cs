using Microsoft.Data.Sqlite;

namespace ToxMail.Core.Store.Schema;

/// <summary>Reads short messages over a connection of its own, by one prepared statement: a POP3 client may ask for thousands in a row. For one caller at a time.</summary>
internal sealed class ShortBodyReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _id;

    internal ShortBodyReader(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        _command = _connection.CreateCommand();
        _command.CommandText = "SELECT Chunk FROM ShortBodies WHERE Id = @id";
        _id = _command.Parameters.Add("@id", SqliteType.Blob);
    }

    /// <summary>The sealed chunk, or null when there is none of this name.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    internal byte[]? Find(BlobId id)
    {
        _id.Value = id.ToArray();
        return (byte[]?)_command.ExecuteScalar();
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
