using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Takes receipts to the outbox.</summary>
internal sealed class ReceiptArrival(IRelayedMail mails, RelayedOutbox outbox, AnnouncedOutbox announced)
{
    /// <summary>A receipt speaks only of mail to the contact it is from.</summary>
    internal async Task ConfirmAsync(PublicKey recipient, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (Receipt.Read(payload.Span) is not { } spoken)
        {
            return;
        }

        var statuses = spoken.DistinctBy(static receipt => receipt.MailId).ToDictionary(static receipt => receipt.MailId, static receipt => receipt.Status);
        var waiting = await announced.UnconfirmedAsync(recipient, cancellationToken);
        await announced.ConfirmAsync([.. waiting.Where(row => statuses.ContainsKey(ParcelContents.IdOf(row.Value))).Select(static row => row.Key)], cancellationToken);

        // Of a mail that was announced alone, and not handed over, no word of a receipt makes one that arrived.
        var rows = await outbox.AwaitingReceiptAsync(recipient, cancellationToken);
        var confirmed = rows.Where(row => row.Digest is not null && statuses.GetValueOrDefault(ParcelContents.IdOf(row.Digest), MailStatus.Later) != MailStatus.Later);
        await mails.ConfirmAsync([.. confirmed.Select(row => (row, statuses[ParcelContents.IdOf(row.Digest!)]))], cancellationToken);
    }
}
