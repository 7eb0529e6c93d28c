using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Opens envelopes that are for this node: mail into the inbox, receipts to the outbox. One-time keys are erased only once what they opened is durable.</summary>
internal sealed class MailArrival(Keyring keys, ContactPolicies policies, IRelayedMail mails, RelayedInbox inbox, ReceiptArrival confirmations, ReceiptDispatch receipts, IntroArrival intros)
{
    /// <summary>False when there was no room: to be tried again.</summary>
    internal async Task<bool> OpenAsync(EnvelopeHeader header, byte[] bytes, CancellationToken cancellationToken)
    {
        if (header.IsIntro)
        {
            return await intros.OpenAsync(header, bytes, cancellationToken);
        }

        if (await keys.OpenAsync(header.Tag, bytes, cancellationToken) is not var (contact, opened))
        {
            return true;
        }

        var isDone = opened.Content.Kind switch
        {
            EnvelopeKind.Mail => await StoreAsync(contact, header.Id, opened, cancellationToken),
            EnvelopeKind.Chunk => await StorePartAsync(contact, header.Id, opened, cancellationToken),
            EnvelopeKind.Manifest => await ExpectAsync(contact, header.Id, opened, cancellationToken),
            EnvelopeKind.Keys => await TakeKeysAsync(contact, header.Id, opened, cancellationToken),
            EnvelopeKind.Receipt => await TakeReceiptAsync(contact, header.Id, opened, cancellationToken),
            _ => true,
        };
        if (isDone)
        {
            await keys.SpendAsync(contact, opened, cancellationToken);
        }

        return isDone;
    }

    private async Task<bool> StoreAsync(PublicKey sender, EnvelopeId id, OpenedEnvelope opened, CancellationToken cancellationToken)
    {
        var status = await mails.StoreAsync(sender, opened.Content.Payload, cancellationToken);
        if (status == MailStatus.Later)
        {
            return false;
        }

        await receipts.OweAsync(sender, opened.Content, status, [(id.ToArray(), opened.Release.ToArray())], cancellationToken);
        return true;
    }

    private async Task<bool> StorePartAsync(PublicKey sender, EnvelopeId id, OpenedEnvelope opened, CancellationToken cancellationToken)
    {
        var content = opened.Content;
        if (content.ChunkCount > ParcelContents.MaxChunks || content.ChunkIndex >= content.ChunkCount)
        {
            return true;
        }

        var part = new RelayPart
        {
            Sender = sender,
            MailId = content.MailId.ToArray(),
            Index = content.ChunkIndex,
            Count = content.ChunkCount,
            Bytes = content.Payload.ToArray(),
            EnvelopeId = id.ToArray(),
            Release = opened.Release.ToArray(),
            Created = content.Created,
        };
        if (await inbox.AddPartAsync(part, policies.Options.PerContactBytes, cancellationToken) is not { } parts)
        {
            return false;
        }

        if (parts.Count == 0)
        {
            return true;
        }

        var status = await mails.StoreAsync(sender, (byte[])[.. parts.SelectMany(static one => one.Bytes)], cancellationToken);
        if (status == MailStatus.Later)
        {
            return false;
        }

        await receipts.OweAsync(sender, content, status, [.. parts.Select(static one => (one.EnvelopeId, one.Release))], cancellationToken);
        await inbox.DropPartsAsync(sender, part.MailId, cancellationToken);
        return true;
    }

    /// <summary>A mail to come: its author is told, as of a mail, that it is known here, and to try again later.</summary>
    private async Task<bool> ExpectAsync(PublicKey sender, EnvelopeId id, OpenedEnvelope opened, CancellationToken cancellationToken)
    {
        var outcome = MailManifest.Read(opened.Content) is { } manifest ? await mails.ExpectAsync(sender, manifest, cancellationToken) : AnnouncementOutcome.Dropped;
        if (outcome == AnnouncementOutcome.Known)
        {
            await receipts.OweAsync(sender, opened.Content, MailStatus.Later, [(id.ToArray(), opened.Release.ToArray())], cancellationToken);
        }

        return outcome != AnnouncementOutcome.NoRoom;
    }

    private async Task<bool> TakeKeysAsync(PublicKey contact, EnvelopeId id, OpenedEnvelope opened, CancellationToken cancellationToken)
    {
        keys.TakePrekeys(contact, opened);
        await receipts.OweEndAsync(contact, opened.Content, id, opened.Release, receipt: null, cancellationToken);
        return true;
    }

    private async Task<bool> TakeReceiptAsync(PublicKey recipient, EnvelopeId id, OpenedEnvelope opened, CancellationToken cancellationToken)
    {
        await confirmations.TakeAsync(recipient, opened.Content, id, opened.Release, cancellationToken);
        return true;
    }
}
