using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>
/// Takes receipts to the outbox. The user sees at once what they say. Whatever shows outside, that the mail's envelopes are called back and it is sent no more, waits for the witnesses of the receipt's
/// own envelope: else who got a mail could hand its receipt to one contact alone, and see by the mail's end whom that contact reaches.
/// </summary>
internal sealed class ReceiptArrival(
    IRelayedMail mails, RelayedOutbox outbox, AnnouncedOutbox announced, RelayedInbox inbox, ReceiptDispatch receipts, Witnesses witnesses, WorkQueue queue)
{
    /// <summary>A receipt came in an envelope, whose end is owed with it.</summary>
    internal async Task TakeAsync(PublicKey recipient, EnvelopeContent content, EnvelopeId id, Tombstone release, CancellationToken cancellationToken)
    {
        var counts = witnesses.AreEnough(id, recipient);
        if (counts)
        {
            await CountAsync(recipient, content.Payload, cancellationToken);
        }
        else
        {
            var arrived = (await SpokenOfAsync(recipient, Read(content.Payload), cancellationToken)).Where(static mail => mail.Status is MailStatus.Stored or MailStatus.HadAlready);
            await mails.NoteArrivedAsync([.. arrived.Select(static mail => mail.Mail)], cancellationToken);
        }

        await receipts.OweEndAsync(recipient, content, id, release, counts ? null : content.Payload.ToArray(), cancellationToken);
    }

    /// <summary>Lets count what has its witnesses by now.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var arrival in (await inbox.WithReceiptAsync(cancellationToken)).Where(witnesses.AreEnough))
        {
            await queue.TryAsync(
                async stopping =>
                {
                    await CountAsync(arrival.Sender, arrival.Receipt, stopping);
                    await inbox.CountedAsync(arrival, stopping);
                },
                cancellationToken);
        }
    }

    private async Task CountAsync(PublicKey recipient, ReadOnlyMemory<byte> receipt, CancellationToken cancellationToken)
    {
        var statuses = Read(receipt);
        var waiting = await announced.UnconfirmedAsync(recipient, cancellationToken);
        await announced.ConfirmAsync([.. waiting.Where(row => statuses.ContainsKey(ParcelContents.IdOf(row.Value))).Select(static row => row.Key)], cancellationToken);
        await mails.ConfirmAsync(await SpokenOfAsync(recipient, statuses, cancellationToken), cancellationToken);
    }

    /// <summary>A receipt speaks only of mail to the contact it is from; and of a mail that was announced alone, and not handed over, no word of it makes one that arrived.</summary>
    private async Task<IReadOnlyList<(QueuedMail Mail, MailStatus Status)>> SpokenOfAsync(PublicKey recipient, Dictionary<MailId, MailStatus> statuses, CancellationToken cancellationToken)
    {
        var rows = await outbox.AwaitingReceiptAsync(recipient, cancellationToken);
        return [.. rows.Where(static row => row.Digest is not null).Select(row => (row, statuses.GetValueOrDefault(ParcelContents.IdOf(row.Digest!), MailStatus.Later))).Where(static mail => mail.Item2 != MailStatus.Later)];
    }

    /// <summary>What it says of each mail; nothing when it is none.</summary>
    private static Dictionary<MailId, MailStatus> Read(ReadOnlyMemory<byte> receipt) =>
        (Receipt.Read(receipt.Span) ?? []).DistinctBy(static word => word.MailId).ToDictionary(static word => word.MailId, static word => word.Status);
}
