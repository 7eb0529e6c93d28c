using System.Collections.Concurrent;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>
/// Takes mail from contacts: spool, check, commit, and only then the result. One for the node, because a contact may offer a mail
/// again, over a new link, while the first copy is still being stored.
/// </summary>
internal sealed class MailReceiver(IncomingSpool spool, DiskReserve disk, ArrivedMails arrived, Inbox inbox, MailOptions options, TimeProvider time)
{
    /// <summary>Bundles of one contact taken at once; a polite sender has no more under way.</summary>
    private const int MaxBundles = 4;

    /// <summary>A transfer that stands still keeps the engine awake and a share taken; what came of it is kept, and continued when it is offered again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>Parcels being received, with the size announced: a share that is promised counts as used.</summary>
    private readonly ConcurrentDictionary<(PublicKey Sender, Digest Digest), long> _busy = new();
    private readonly ConcurrentDictionary<PublicKey, int> _bundles = new();

    /// <summary>Answers an offer and sees it through; ends when its results are sent or the transfer is over.</summary>
    internal Task OfferedAsync(PeerLink link, IncomingTransfer transfer, CancellationToken cancellationToken) =>
        transfer.Kind == WireFormat.ParcelKind ? ReceiveParcelAsync(link, transfer, cancellationToken)
        : ArrivedParcel.ComeIn(transfer) ? ReceiveBundleAsync(link, transfer, cancellationToken)
        : transfer.CancelAsync();

    internal Task ReceivedInlineAsync(PeerLink link, Digest digest, byte[] parcel, CancellationToken cancellationToken) =>
        StoreSmallAsync(link, [ArrivedParcel.Small(digest, parcel)], cancellationToken);

    private async Task ReceiveBundleAsync(PeerLink link, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        try
        {
            if (_bundles.AddOrUpdate(link.Peer, 1, static (_, count) => count + 1) > MaxBundles)
            {
                await transfer.CancelAsync();
                return;
            }

            var bytes = new MemoryStream();
            await transfer.AcceptAsync(bytes, 0);
            if (await transfer.EndAsync(Idle, time) == TransferEnd.Finished && ArrivedParcel.ReadBundle(transfer.Kind, bytes.ToArray()) is { } parcels)
            {
                await StoreSmallAsync(link, parcels, cancellationToken);
            }
        }
        finally
        {
            _bundles.AddOrUpdate(link.Peer, 0, static (_, count) => count - 1);
        }
    }

    private async Task StoreSmallAsync(PeerLink link, IReadOnlyList<ArrivedParcel> parcels, CancellationToken cancellationToken) =>
        await link.SendResultsAsync(disk.HasRoomFor(WireFormat.MaxBundle)
            ? await arrived.StoreAsync(link.Peer, parcels, cancellationToken)
            : await arrived.PutOffAsync(parcels, cancellationToken));

    private async Task ReceiveParcelAsync(PeerLink link, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        var digest = new Digest(transfer.FileId);
        if (transfer.Size > (ulong)options.LargestArrival + WireFormat.MaxParcelHeader)
        {
            await transfer.CancelAsync();
            await link.SendResultsAsync([MailAnswers.TooLarge(digest)]);
            return;
        }

        if (!_busy.TryAdd((link.Peer, digest), (long)transfer.Size))
        {
            // Its first copy is still being stored; the sender offers again when it has heard nothing.
            await transfer.CancelAsync();
            return;
        }

        try
        {
            if (await AnswerAtOnceAsync(link.Peer, digest, (long)transfer.Size, cancellationToken) is { } answer)
            {
                await EndAsync(transfer, answer);
                await link.SendResultsAsync([answer]);
            }
            else
            {
                await link.SendResultsAsync(await TakeAsync(link.Peer, digest, transfer, cancellationToken));
            }
        }
        finally
        {
            _busy.TryRemove((link.Peer, digest), out _);
        }
    }

    /// <summary>
    /// What is known and may have come through relays is taken all the same, and thrown away: an author who sees his transfer end at once would know that another of his
    /// contacts reaches this node (<c>docs/protocol.md</c> §5.3).
    /// </summary>
    private async Task EndAsync(IncomingTransfer transfer, Frame.MailResult answer)
    {
        if (answer.Status == MailStatus.HadAlready && transfer.Size <= RelayLimits.LargestMail + WireFormat.MaxParcelHeader)
        {
            await transfer.AcceptAsync(Stream.Null, 0);
            await transfer.EndAsync(Idle, time);
        }
        else
        {
            await transfer.CancelAsync();
        }
    }

    private async Task<Frame.MailResult?> AnswerAtOnceAsync(PublicKey sender, Digest digest, long size, CancellationToken cancellationToken)
    {
        if (await inbox.HasReceivedAsync(sender, digest.ToArray(), cancellationToken))
        {
            spool.Delete(sender, digest);
            return MailAnswers.Had(digest);
        }

        return !spool.MakeShare(sender, Promised(sender)) ? MailAnswers.NoShare(digest)
            : !disk.HasRoomFor(size - spool.Held(sender, digest) + size) ? MailAnswers.NoRoom(digest)
            : null;
    }

    private Dictionary<Digest, long> Promised(PublicKey sender) =>
        _busy.Where(entry => entry.Key.Sender == sender).ToDictionary(static entry => entry.Key.Digest, static entry => entry.Value);

    /// <summary>Receives what is missing and stores the mail; no results when the link was lost or the sender gave up.</summary>
    private async Task<IReadOnlyList<Frame.MailResult>> TakeAsync(PublicKey sender, Digest digest, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        var held = spool.Held(sender, digest);
        if ((ulong)held > transfer.Size)
        {
            spool.Delete(sender, digest);
            held = 0;
        }

        if (held > 0 && (ulong)held == transfer.Size)
        {
            await transfer.CancelAsync();
            return await StoreAsync(sender, digest, cancellationToken);
        }

        await transfer.AcceptAsync(spool.Append(sender, digest), held);
        return await transfer.EndAsync(Idle, time) switch
        {
            TransferEnd.Finished => await StoreAsync(sender, digest, cancellationToken),
            TransferEnd.LocalFault => [MailAnswers.NoRoom(digest)],
            _ => [],
        };
    }

    private async Task<IReadOnlyList<Frame.MailResult>> StoreAsync(PublicKey sender, Digest digest, CancellationToken cancellationToken)
    {
        var results = await arrived.StoreAsync(sender, [new ArrivedParcel(digest, long.MaxValue, () => spool.Open(sender, digest))], cancellationToken);
        if (results is not [{ Code: ResultCode.NoRoom }])
        {
            spool.Delete(sender, digest);
        }

        return results;
    }
}
