using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Mail from members of this store node: they came by a stamp and not by the user's word, so none of it reaches the mailbox, and each is told so.</summary>
internal sealed class MemberMail(ParcelUnpacker unpacker, TimeProvider time) : IDisposable
{
    /// <summary>Bundles of all members together that are looked into at once; who is turned away offers again.</summary>
    private const int MaxBundles = 4;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turns = new(MaxBundles);

    internal static Task RefuseAsync(PeerLink link, Digest digest) => link.SendResultsAsync([MailAnswers.NoContact(digest)]);

    internal async Task RefuseAsync(PeerLink link, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        if (transfer.Kind == WireFormat.ParcelKind)
        {
            await transfer.CancelAsync();
            await RefuseAsync(link, new Digest(transfer.FileId));
        }
        else if (ArrivedParcel.ComeIn(transfer) && _turns.Wait(0, cancellationToken))
        {
            await RefuseAllAsync(link, transfer, cancellationToken);
        }
        else
        {
            await transfer.CancelAsync();
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>The mails in a bundle are named by what is in it.</summary>
    private async Task RefuseAllAsync(PeerLink link, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = new MemoryStream();
            await transfer.AcceptAsync(bytes, 0);
            var parcels = await transfer.EndAsync(Idle, time) == TransferEnd.Finished ? ArrivedParcel.ReadBundle(transfer.Kind, bytes.ToArray()) : null;
            foreach (var parcel in parcels ?? [])
            {
                if (await unpacker.NameAsync(parcel, cancellationToken) is { } digest)
                {
                    await RefuseAsync(link, digest);
                }
            }
        }
        finally
        {
            _turns.Release();
        }
    }
}
