using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Pop3;

/// <summary>
/// Mails whose file is damaged or gone. The first time that shows only on the way, and the connection is cut; from then on such a mail is refused before
/// its first octet, so that clients go on to those behind it. The user finds a mail about it in the mailbox.
/// </summary>
internal sealed partial class DamagedMails(MailStore store, OwnIdentity own, TimeProvider time, ILogger<DamagedMails> logger)
{
    private readonly ConcurrentDictionary<long, bool> _known = [];

    internal bool Contains(MaildropEntry entry) => _known.ContainsKey(entry.Id);

    internal async Task NoteAsync(MaildropEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            if (_known.TryAdd(entry.Id, true) && await store.Inbox.FindAsync(entry.Id, cancellationToken) is { } mail)
            {
                await TellAsync(mail, cancellationToken);
            }
        }
        catch (IOException fault)
        {
            LogNotTold(entry.Id, fault);
        }
    }

    /// <summary>Once for each mail, also after a restart: the digest is the mail's own.</summary>
    private async Task TellAsync(InboxEntry mail, CancellationToken cancellationToken)
    {
        await using var blob = store.Blobs.Create();
        await DamageNoticeWriter.WriteAsync(own, mail.From, mail.Subject, time.GetUtcNow(), blob, cancellationToken);
        var notice = new NewInboxMail
        {
            Blob = await blob.CommitAsync(cancellationToken),
            From = NoticeWriter.From,
            Subject = DamageNoticeWriter.Subject,
            Via = MailVia.Local,
            SenderKey = own.PublicKey,
            Digest = SHA256.HashData(Encoding.UTF8.GetBytes($"damaged {mail.Uid}")),
        };
        await store.Inbox.AddAsync([notice], cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "No mail could be written that says that message {Id} is damaged.")]
    private partial void LogNotTold(long id, Exception fault);
}
