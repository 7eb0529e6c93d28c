using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Incoming;

/// <summary>One mail of a maildrop snapshot; its size is what POP3 sends of it, a CRLF at its end included that the file may lack (RFC 1939 11).</summary>
public readonly record struct MaildropEntry(long Id, BlobId Blob, long SizeBytes)
{
    /// <summary>The unique-id of RFC 1939 7: the blob's name, which no other mail ever gets, not even after a restore.</summary>
    public string Uid => Blob.ToString();
}
