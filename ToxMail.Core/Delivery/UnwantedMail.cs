using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>
/// Mail for contacts who blocked this node, and for those who were contacts when it was written and are none any more: it fails at once, with the
/// reason, instead of waiting for somebody who seems to be offline.
/// </summary>
internal sealed class UnwantedMail(Outbox outbox, Contacts contacts, AttemptRecorder recorder, TimeProvider time)
{
    private const int BatchSize = 256;

    /// <summary>Fails all that is due for those of these keys that are no contacts, or contacts who said that they blocked us and have not greeted since.</summary>
    internal async Task FailForAsync(IReadOnlyCollection<PublicKey> offline, CancellationToken cancellationToken)
    {
        foreach (var peer in offline.Where(peer => !contacts.MayBeWrittenTo(peer)))
        {
            await FailAsync(peer, new NoticeCause(NoticeReason.ContactRemoved), WaitWords.NoContact, cancellationToken);
        }

        if (offline.Count == 0)
        {
            return;
        }

        foreach (var peer in (await contacts.BlockingUsAsync(cancellationToken)).Intersect(offline))
        {
            await FailAsync(peer, cancellationToken);
        }
    }

    /// <summary>Fails all that is due for this contact, who blocked us.</summary>
    internal Task FailAsync(PublicKey peer, CancellationToken cancellationToken) => FailAsync(peer, new NoticeCause(NoticeReason.Blocked), WaitWords.Blocked, cancellationToken);

    private async Task FailAsync(PublicKey peer, NoticeCause cause, string words, CancellationToken cancellationToken)
    {
        while (await outbox.DueForAsync(peer, time.GetUtcNow(), 0, long.MaxValue, BatchSize, cancellationToken) is { Count: > 0 } waiting)
        {
            foreach (var mail in waiting)
            {
                await recorder.RecordAsync([await recorder.FailedAsync(mail, cause, words, cancellationToken)], cancellationToken);
            }
        }
    }
}
