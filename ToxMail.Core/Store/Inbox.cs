using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>Mail received, in one folder for now; its UIDs only ever grow, as IMAP will want them.</summary>
public sealed class Inbox
{
    /// <summary>Stores mails in one transaction; what the same sender sent before is dropped, with its blob.</summary>
    public Task<IReadOnlyList<InboxAddResult>> AddAsync(IReadOnlyList<NewInboxMail> mails, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>True when this parcel was stored within the last 60 days, even if it was deleted since.</summary>
    public Task<bool> HasReceivedAsync(PublicKey sender, ReadOnlyMemory<byte> digest, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Every mail, in the order of arrival.</summary>
    public Task<IReadOnlyList<MaildropEntry>> SnapshotAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Removes mails in one transaction, then their blobs; unknown ids are no fault.</summary>
    public Task DeleteAsync(IReadOnlyList<long> ids, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Mails, newest first.</summary>
    public Task<InboxPage> ListAsync(int skip, int take, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>One mail, or null.</summary>
    public Task<InboxEntry?> FindAsync(long id, CancellationToken ct) => throw new NotImplementedException();
}
