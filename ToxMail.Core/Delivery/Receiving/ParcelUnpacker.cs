using System.Buffers;
using System.IO.Compression;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>Reads a parcel once, in one pass: checks it, rewrites its address headers, and writes the mail to a blob that is not yet committed.</summary>
internal sealed class ParcelUnpacker(BlobStore blobs, DiskReserve disk, NamePins pins, OwnIdentity own, MailOptions options, TimeProvider time)
{
    /// <summary>Twice what submission takes: rewriting adds lines, and what was accepted must be readable.</summary>
    internal const int HeaderLimit = 2 * HeaderBlockReader.DefaultLimit;

    private const int BufferSize = 64 * 1024;

    /// <exception cref="IOException">The disk is broken, or full but for the reserve; nothing is kept.</exception>
    internal async Task<UnpackedMail> UnpackAsync(PublicKey sender, ArrivedParcel parcel, CancellationToken cancellationToken)
    {
        disk.Require(0);
        await using var stream = parcel.Open();
        var prefix = await ReadPrefixAsync(stream, cancellationToken);
        var named = parcel.Digest ?? default;
        if (prefix is null || ParcelCodec.Read(prefix) is not { } header)
        {
            return UnpackedMail.Wrong(named, ResultCode.NotUnderstood);
        }

        await using var body = Body(stream, header, prefix, parcel);
        var blob = blobs.Create();
        try
        {
            if (await CopyAsync(body, blob, sender, header, parcel.Via, cancellationToken) is not { } arrival)
            {
                return UnpackedMail.Wrong(named, ResultCode.NotUnderstood);
            }

            var digest = body.Finish();
            return parcel.Digest is null || parcel.Digest == digest
                ? new UnpackedMail(digest, Take(ref blob), arrival.From, arrival.Subject, ResultCode.None) { Via = parcel.Via, Introduces = IntroducedBy(arrival) }
                : UnpackedMail.Wrong(named, ResultCode.Damaged);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // What Brotli throws at bytes that are none.
            return UnpackedMail.Wrong(named, ResultCode.Damaged);
        }
        catch (MailTooLargeException)
        {
            return UnpackedMail.Wrong(named, ResultCode.TooLarge);
        }
        finally
        {
            if (blob is not null)
            {
                await blob.DisposeAsync();
            }
        }
    }

    /// <summary>The digest by which the sender knows a parcel that cannot be stored now; null when the bytes tell none.</summary>
    internal async Task<Digest?> NameAsync(ArrivedParcel parcel, CancellationToken cancellationToken)
    {
        if (parcel.Digest is not null)
        {
            return parcel.Digest;
        }

        await using var stream = parcel.Open();
        if (await ReadPrefixAsync(stream, cancellationToken) is not { } prefix || ParcelCodec.Read(prefix) is not { } header)
        {
            return null;
        }

        try
        {
            await using var body = Body(stream, header, prefix, parcel);
            await body.CopyToAsync(Stream.Null, BufferSize, cancellationToken);
            return body.Finish();
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or MailTooLargeException)
        {
            return null;
        }
    }

    private DigestedBody Body(Stream stream, ParcelHeader header, byte[] prefix, ArrivedParcel parcel) =>
        new(header.IsCompressed && !parcel.IsPlain ? new BrotliStream(stream, CompressionMode.Decompress) : stream, prefix, Math.Min(options.LargestArrival, parcel.MaxBytes));

    private static async Task<byte[]?> ReadPrefixAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[ParcelCodec.FixedSize];
        if (await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) < start.Length || ParcelCodec.PrefixLength(start) is not { } length)
        {
            return null;
        }

        var prefix = new byte[length];
        start.CopyTo(prefix, 0);
        var rest = prefix.AsMemory(start.Length);
        return await stream.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken) == rest.Length ? prefix : null;
    }

    /// <summary>Null when the header block is larger than any mail of ours has.</summary>
    private async Task<ArrivalResult?> CopyAsync(DigestedBody body, BlobWriter blob, PublicKey sender, ParcelHeader header, MailVia via, CancellationToken cancellationToken)
    {
        var block = await HeaderBlockReader.ReadAsync(body, HeaderLimit, cancellationToken);
        if (block is null)
        {
            return null;
        }

        var arrival = ArrivalHeaders.Rewrite(block.Header, new ArrivalContext
        {
            Sender = sender,
            Own = own,
            Now = time.GetUtcNow(),
            ReturnPath = header.ReturnAddress,
            Route = via == MailVia.Relay ? ArrivalRoute.Relay : ArrivalRoute.Direct,
            QueueId = Convert.ToHexString(header.ParcelId.Span),
            IsSenderName = name => pins.IsBelieved(name, sender),
        });
        await blob.WriteAsync(arrival.Header, cancellationToken);
        await blob.WriteAsync(block.Rest, cancellationToken);
        await CopyAsync(body, blob, cancellationToken);
        return arrival;
    }

    /// <summary>Looks at the disk on the way: how large a mail grows shows only while it is unpacked.</summary>
    private async Task CopyAsync(DigestedBody body, BlobWriter blob, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var unseen = 0; await body.ReadAsync(buffer, cancellationToken) is var read and > 0; unseen += read)
            {
                if (unseen >= DiskReserve.LookEvery)
                {
                    disk.Require(0);
                    unseen = 0;
                }

                await blob.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Only a card that holds together; whether its sender may introduce anybody is for the store to see.</summary>
    private static IntroducedPerson? IntroducedBy(ArrivalResult arrival) =>
        arrival.Card is { } text && MailCards.Read(text, out _) is { } card ? new IntroducedPerson(card, arrival.CardName) : null;

    private static BlobWriter? Take(ref BlobWriter? blob)
    {
        var taken = blob;
        blob = null;
        return taken;
    }
}
