namespace ToxMail.Core.Store.Blobs;

/// <summary>
/// A message whose bytes will not change any more. A long one is a file that is durable already; a short one is held here
/// and becomes durable in the transaction of the first row that refers to it.
/// </summary>
public sealed class SealedBlob
{
    internal SealedBlob(BlobId id, long length, bool lacksLineEnd, byte[]? shortText)
    {
        Id = id;
        Length = length;
        LacksLineEnd = lacksLineEnd;
        ShortText = shortText;
    }

    public BlobId Id { get; }

    /// <summary>Octets.</summary>
    public long Length { get; }

    /// <summary>Its last line has no CRLF.</summary>
    internal bool LacksLineEnd { get; }

    /// <summary>The bytes of a message that has no file.</summary>
    internal byte[]? ShortText { get; }
}
