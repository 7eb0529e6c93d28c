namespace ToxMail.Core.Store.Blobs;

/// <summary>
/// A message whose bytes will not change any more. A long one is a file that is durable already; a short one is held here
/// and becomes durable in the transaction of the first row that refers to it.
/// </summary>
public sealed class SealedBlob
{
    internal SealedBlob(BlobId id, long length, bool lacksLineEnd, byte[]? shortChunk)
    {
        Id = id;
        Length = length;
        LacksLineEnd = lacksLineEnd;
        ShortChunk = shortChunk;
    }

    public BlobId Id { get; }

    /// <summary>Octets.</summary>
    public long Length { get; }

    /// <summary>Its last line has no CRLF.</summary>
    internal bool LacksLineEnd { get; }

    /// <summary>A message that has no file, as one chunk of <see cref="BlobFormat"/>: the very bytes its row will hold.</summary>
    internal byte[]? ShortChunk { get; }
}
