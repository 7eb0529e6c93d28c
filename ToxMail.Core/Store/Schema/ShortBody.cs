using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Schema;

/// <summary>A message too short for a file of its own: creating, flushing and removing one would take longer than all else.</summary>
internal sealed class ShortBody
{
    public required BlobId Id { get; init; }

    /// <summary>The text and its check, as one chunk of <see cref="BlobFormat"/>.</summary>
    public required byte[] Chunk { get; init; }
}
