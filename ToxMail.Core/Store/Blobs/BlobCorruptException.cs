namespace ToxMail.Core.Store.Blobs;

/// <summary>A message file is not what was written: the disk or another program changed it.</summary>
public sealed class BlobCorruptException : IOException
{
    public BlobCorruptException(BlobId id)
        : base($"Message file {id} is damaged.")
    {
    }
}
