using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Frames and files to one contact.</summary>
/// <param name="node">The node of ours that the contact is a contact of.</param>
/// <param name="peer">The contact.</param>
/// <param name="isMember">It is a member of this store node: nothing but envelopes is exchanged with it.</param>
internal sealed class PeerLink(ToxNode node, PublicKey peer, bool isMember = false)
{
    internal PublicKey Peer => peer;

    internal ToxNode Node => node;

    internal bool IsMember => isMember;

    /// <returns>False when the contact is offline.</returns>
    internal Task<bool> SendAsync(Frame frame) => node.SendAsync(peer, FrameCodec.Write(frame));

    internal Task<OutgoingTransfer?> SendParcelAsync(Digest digest, Stream parcel) =>
        node.SendFileAsync(peer, WireFormat.ParcelKind, digest.ToArray(), parcel);

    internal Task<OutgoingTransfer?> SendBundleAsync(IReadOnlyList<PreparedParcel> parcels, bool packed)
    {
        var bundle = Bundle.Write([.. parcels.Select(static parcel => parcel.Bytes)]);
        var (kind, file) = packed ? (WireFormat.PackedBundleKind, PackedBundle.Write(bundle)) : (WireFormat.BundleKind, bundle);
        return node.SendFileAsync(peer, kind, DigestBuilder.Of(file).ToArray(), new MemoryStream(file, writable: false));
    }

    /// <summary>Sends a small parcel as packets; they arrive in order.</summary>
    internal async Task<bool> SendInlineAsync(PreparedParcel parcel)
    {
        var bytes = parcel.Bytes;
        var sent = true;
        for (var offset = 0; offset < bytes.Length && sent; offset += WireFormat.MaxInlinePart)
        {
            var part = bytes.Slice(offset, Math.Min(WireFormat.MaxInlinePart, bytes.Length - offset));
            sent = await SendAsync(new Frame.MailPart(parcel.Digest, offset, bytes.Length, part));
        }

        return sent;
    }

    internal Task CancelAsync(OutgoingTransfer transfer) => node.CancelAsync(transfer);

    /// <summary>Sends results in as few packets as they fit.</summary>
    internal async Task SendResultsAsync(IReadOnlyList<Frame.MailResult> results)
    {
        var stored = results.Where(static result => result.Status is MailStatus.Stored or MailStatus.HadAlready).Select(static result => result.Digest);
        foreach (var digests in stored.Chunk(WireFormat.MaxStoredDigests))
        {
            await SendAsync(new Frame.MailStored(digests));
        }

        foreach (var result in results.Where(static result => result.Status is MailStatus.Refused or MailStatus.Later))
        {
            await SendAsync(result);
        }
    }
}
