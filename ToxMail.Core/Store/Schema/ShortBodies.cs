using Microsoft.Data.Sqlite;
using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Schema;

/// <summary>Keeps the bytes of short messages beside the rows that refer to them.</summary>
internal static class ShortBodies
{
    /// <summary>Part of the transaction that adds the row. Doing it twice is no fault: a commit whose end was not seen is tried again.</summary>
    internal static async Task SaveAsync(this ToxMailDb db, SealedBlob blob)
    {
        if (blob.ShortChunk is { } chunk)
        {
            await RowInsert<ShortBody>.AddAsync(db, new ShortBody { Id = blob.Id, Chunk = chunk });
        }
    }

    /// <summary>Null when there is no short message of this name.</summary>
    /// <exception cref="IOException">The database cannot be read.</exception>
    /// <exception cref="BlobCorruptException">The bytes are damaged.</exception>
    internal static MemoryStream? OpenShort(this StoreDatabase database, BlobId id)
    {
        try
        {
            var chunk = database.Read(reader => reader.FindShort(id));
            return chunk is null ? null : new MemoryStream(chunk, 0, BlobFormat.TextLength(chunk) ?? throw new BlobCorruptException(id), writable: false);
        }
        catch (SqliteException fault)
        {
            throw new IOException("The database could not be read.", fault);
        }
    }
}
