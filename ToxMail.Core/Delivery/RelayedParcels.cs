using System.IO.Compression;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Messages;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Gives the relay parcels to carry, and takes those it brings.</summary>
internal sealed class RelayedParcels(ParcelPreparation preparation, ArrivedMails arrived, DiskReserve disk, Outbox outbox, AttemptRecorder recorder, ExpectedMailNotices expected) : IRelayedMail
{
    public bool HasRoomFor(long bytes) => disk.HasRoomFor(bytes);

    public async Task<RelayParcel?> PrepareAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return await BuildAsync(mail, cancellationToken);
        }
        catch (IOException)
        {
            await recorder.RecordAsync([recorder.Later(mail, WaitWords.Unreadable)], cancellationToken);
            return null;
        }
    }

    public async Task<ParcelName?> NameAsync(QueuedMail mail, CancellationToken cancellationToken) =>
        await preparation.NameAsync(mail, cancellationToken) is [var parcel] ? new ParcelName(parcel.Prefix, parcel.Digest.ToArray()) : null;

    private async Task<RelayParcel?> BuildAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        if (mail.SizeBytes <= ParcelBuilder.SmallLimit)
        {
            return await preparation.BuildBundleAsync([mail], packed: false, cancellationToken) is [var small] ? Parcel(small, small.Bytes) : null;
        }

        if (await preparation.BuildLargeAsync(mail, cancellationToken) is not [var large] || await preparation.TryOpenAsync(large, cancellationToken) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.Position = 0;
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return Parcel(large, bytes);
        }
    }

    public LetterGist? Describe(ReadOnlyMemory<byte> parcel) => GistOf(parcel);

    /// <summary>What <see cref="Describe"/> gives.</summary>
    internal static LetterGist? GistOf(ReadOnlyMemory<byte> parcel)
    {
        if (parcel.Length < ParcelCodec.FixedSize || ParcelCodec.PrefixLength(parcel.Span[..ParcelCodec.FixedSize]) is not { } length || length > parcel.Length
            || ParcelCodec.Read(parcel[..length].ToArray()) is not { } header)
        {
            return null;
        }

        using var body = new MemoryStream(parcel[length..].ToArray(), writable: false);
        using var mail = header.IsCompressed ? new BrotliStream(body, CompressionMode.Decompress) : (Stream)body;
        return LetterReader.Read(mail) is var (name, text) ? new LetterGist(name, text) : null;
    }

    public async Task<MailStatus> StoreAsync(PublicKey sender, ReadOnlyMemory<byte> parcel, CancellationToken cancellationToken)
    {
        if (!disk.HasRoomFor(RelayLimits.LargestMail))
        {
            return MailStatus.Later;
        }

        var whole = new ArrivedParcel(null, RelayLimits.LargestMail, () => new MemoryStream(parcel.ToArray(), writable: false)) { Via = MailVia.Relay };
        return await arrived.StoreAsync(sender, [whole], cancellationToken) is [var result] ? StatusOf(result) : MailStatus.Refused;
    }

    public Task<AnnouncementOutcome> ExpectAsync(PublicKey sender, MailManifest manifest, CancellationToken cancellationToken) => expected.TellAsync(sender, manifest, cancellationToken);

    public Task NoteArrivedAsync(IReadOnlyList<QueuedMail> arrived, CancellationToken cancellationToken) =>
        outbox.ConfirmAsync([.. arrived.Select(static mail => AttemptRecorder.Delivered(mail, MailVia.Relay))], cancellationToken);

    public async Task ConfirmAsync(IReadOnlyList<(QueuedMail Mail, MailStatus Status)> confirmed, CancellationToken cancellationToken)
    {
        var results = new List<AttemptResult>(confirmed.Count);
        foreach (var (mail, status) in confirmed)
        {
            results.Add(status is MailStatus.Stored or MailStatus.HadAlready
                ? AttemptRecorder.Delivered(mail, MailVia.Relay)
                : await recorder.FailedAsync(mail, new NoticeCause(NoticeReason.Refused), WaitWords.RefusedByReceipt, cancellationToken));
        }

        await recorder.RecordAsync(results, cancellationToken);
    }

    private static RelayParcel Parcel(PreparedParcel parcel, ReadOnlyMemory<byte> bytes) => new(parcel.Prefix, parcel.Digest.ToArray(), bytes);

    /// <summary>What came sealed did not break on the way: it will be no better another time.</summary>
    private static MailStatus StatusOf(Frame.MailResult result) => result is { Status: MailStatus.Later, Code: ResultCode.Damaged } ? MailStatus.Refused : result.Status;
}
