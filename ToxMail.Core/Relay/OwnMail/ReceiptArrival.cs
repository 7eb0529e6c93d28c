using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Takes receipts to the outbox.</summary>
internal sealed class ReceiptArrival(IRelayedMail mails, RelayedOutbox outbox)
{
    /// <summary>A receipt speaks only of mail to the contact it is from.</summary>
    internal async Task ConfirmAsync(PublicKey recipient, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (Receipt.Read(payload.Span) is not { } spoken)
        {
            return;
        }

        var statuses = spoken.Where(static receipt => receipt.Status != MailStatus.Later).DistinctBy(static receipt => receipt.MailId).ToDictionary(static receipt => receipt.MailId, static receipt => receipt.Status);
        var rows = await outbox.AwaitingReceiptAsync(recipient, cancellationToken);
        var confirmed = rows.Where(row => row.Digest is not null && statuses.ContainsKey(ParcelContents.IdOf(row.Digest)));
        await mails.ConfirmAsync([.. confirmed.Select(row => (row, statuses[ParcelContents.IdOf(row.Digest!)]))], cancellationToken);
    }
}
