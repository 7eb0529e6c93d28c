using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>Makes parcels of queued mail. The prefix, once recorded, never changes: it is part of the digest by which the receiver knows a parcel again.</summary>
internal sealed class ParcelBuilder(BlobStore blobs, ParcelFolder folder, OwnIdentity own)
{
    /// <summary>Mails up to this size travel in bundles and inline; larger ones have a transfer of their own and can resume.</summary>
    internal const long SmallLimit = 128 * 1024;

    /// <exception cref="IOException">The stored mail cannot be read.</exception>
    internal async Task<PreparedParcel> BuildSmallAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var body = new byte[mail.SizeBytes];
        await using (var blob = blobs.OpenRead(mail.Blob))
        {
            await blob.ReadExactlyAsync(body, cancellationToken);
        }

        var recorded = Recorded(mail);
        var compressed = recorded is null ? BodyCompression.TryCompress(body)
            : recorded.IsCompressed ? BodyCompression.Compress(body)
            : null;
        var prefix = mail.ParcelHeader ?? Prefix(mail, compressed is not null);
        var digest = new DigestBuilder(prefix);
        digest.Append(body);
        return new PreparedParcel(mail, prefix, digest.Finish(), (byte[])[.. prefix, .. compressed ?? body]);
    }

    /// <exception cref="IOException">The stored mail cannot be read, or the disk is full.</exception>
    internal async Task<PreparedParcel> BuildLargeAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        await using var blob = blobs.OpenRead(mail.Blob);
        var compressed = Recorded(mail)?.IsCompressed ?? await BodyCompression.GainsAsync(blob, cancellationToken);
        var prefix = mail.ParcelHeader ?? Prefix(mail, compressed);
        if (compressed && !folder.Has(mail))
        {
            blob.Position = 0;
            await folder.WriteAsync(mail, file => CompressAsync(blob, file, cancellationToken));
        }

        var digest = mail.Digest is { } known ? new Digest(known) : await DigestAsync(prefix, blob, cancellationToken);
        return new PreparedParcel(mail, prefix, digest, default);
    }

    /// <summary>Opens a large parcel as it goes over the wire.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal ParcelStream Open(PreparedParcel parcel) => new(
        parcel.Prefix,
        ParcelCodec.Read(parcel.Prefix)!.IsCompressed ? folder.Open(parcel.Mail) : blobs.OpenRead(parcel.Mail.Blob));

    private static ParcelHeader? Recorded(QueuedMail mail) => mail.ParcelHeader is null ? null : ParcelCodec.Read(mail.ParcelHeader);

    private static async Task CompressAsync(Stream blob, Stream file, CancellationToken cancellationToken)
    {
        await using var brotli = BodyCompression.Writer(file);
        await blob.CopyToAsync(brotli, cancellationToken);
    }

    private static async Task<Digest> DigestAsync(byte[] prefix, Stream blob, CancellationToken cancellationToken)
    {
        var digest = new DigestBuilder(prefix);
        var buffer = new byte[64 * 1024];
        blob.Position = 0;
        while (await blob.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            digest.Append(buffer.AsSpan(0, read));
        }

        return digest.Finish();
    }

    private byte[] Prefix(QueuedMail mail, bool compressed) => ParcelCodec.Write(new ParcelHeader
    {
        ParcelId = mail.ParcelId,
        ReturnAddress = mail.ReturnPath.Length == 0 ? "" : own.Address.ToString(),
        Recipients = [OwnIdentity.AddressOf(mail.PublicKey).ToString()],
        Submitted = mail.QueuedAt,
        IsCompressed = compressed,
    });
}
