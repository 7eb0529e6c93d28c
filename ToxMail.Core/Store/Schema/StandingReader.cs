using Microsoft.Data.Sqlite;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// Reads what mail programs ask for thousands of times in a row, over a connection of its own and by statements prepared once: EF Core prepares
/// each query anew, which took a quarter of the work that a mail handed in costs. For one caller at a time.
/// </summary>
internal sealed class StandingReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _shortBody;
    private readonly SqliteCommand _contactByKey;
    private readonly SqliteCommand _contactByAlias;
    private readonly SqliteCommand _believedName;

    internal StandingReader(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        _shortBody = Command("SELECT Chunk FROM ShortBodies WHERE Id = @wanted", SqliteType.Blob);
        _contactByKey = Command("SELECT PublicKey, State, Relay_MemberOf, Nospam FROM Contacts WHERE PublicKey = @wanted", SqliteType.Blob);
        _contactByAlias = Command("SELECT PublicKey, State, Relay_MemberOf, Nospam FROM Contacts WHERE Alias = @wanted", SqliteType.Text);
        _believedName = Command(
            $"""
            SELECT 1 FROM PinnedNames JOIN Contacts USING (PublicKey)
            WHERE PinnedNames.Name = @wanted AND PublicKey = @key AND (PinnedNames.Trust = {(int)NameTrust.Proved} OR Contacts.ConfirmedAt IS NOT NULL)
            """,
            SqliteType.Text);
        _believedName.Parameters.Add("@key", SqliteType.Blob);
    }

    /// <summary>The sealed chunk of a short message, or null when there is none of this name.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    internal byte[]? FindShort(BlobId id)
    {
        _shortBody.Parameters[0].Value = id.ToArray();
        return (byte[]?)_shortBody.ExecuteScalar();
    }

    /// <inheritdoc cref="FindContact(string)" />
    internal StandingContact? FindContact(PublicKey key) => FindContact(_contactByKey, key.ToArray());

    /// <summary>A contact as the mail servers need it, or null.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    internal StandingContact? FindContact(string alias) => FindContact(_contactByAlias, alias);

    /// <summary>Whether a name, as <see cref="NameKey.Of"/> writes it, is pinned to the key and proved, or the key compared.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    internal bool IsBelieved(string name, PublicKey key)
    {
        _believedName.Parameters[0].Value = name;
        _believedName.Parameters[1].Value = key.ToArray();
        return _believedName.ExecuteScalar() is not null;
    }

    public void Dispose()
    {
        _shortBody.Dispose();
        _believedName.Dispose();
        _contactByKey.Dispose();
        _contactByAlias.Dispose();
        _connection.Dispose();
    }

    private static StandingContact? FindContact(SqliteCommand command, object wanted)
    {
        command.Parameters[0].Value = wanted;
        using var rows = command.ExecuteReader();
        return rows.Read() ? new StandingContact(new PublicKey((byte[])rows[0]), (ContactState)rows.GetInt32(1), rows.GetInt32(2) > 0, rows.IsDBNull(3) ? null : (uint)rows.GetInt64(3)) : null;
    }

    private SqliteCommand Command(string text, SqliteType type)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.Add("@wanted", type);
        return command;
    }
}
