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
        var body = await ReadAsync(mail, cancellationToken);
        var recorded = Recorded(mail);
        var compressed = recorded is null ? BodyCompression.TryCompress(body)
            : recorded.IsCompressed ? BodyCompression.Compress(body)
            : null;
        return Small(mail, mail.ParcelHeader ?? Prefix(mail, compressed is not null), body, compressed ?? body);
    }

    /// <summary>For a packed bundle, in which no body is compressed by itself. What the prefix says is for a way that the parcel may go later.</summary>
    /// <exception cref="IOException">The stored mail cannot be read.</exception>
    internal async Task<PreparedParcel> BuildPlainAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(mail, cancellationToken);
        return Small(mail, mail.ParcelHeader ?? Prefix(mail, BodyCompression.IsWorthTrying(body.Length)), body, body);
    }

    /// <exception cref="IOException">The stored mail cannot be read, or the disk is full.</exception>
    internal async Task<PreparedParcel> BuildLargeAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        await using var blob = blobs.OpenRead(mail.Blob);
        var parcel = await NameAsync(mail, blob, cancellationToken);
        if (IsCompressed(parcel) && !folder.Has(mail))
        {
            blob.Position = 0;
            await folder.WriteAsync(mail, file => BodyCompression.CompressAsync(blob, file, cancellationToken));
        }

        return parcel;
    }

    /// <summary>The same without the bytes, for what is not sent now: a large mail need not be compressed to be named.</summary>
    /// <exception cref="IOException">The stored mail cannot be read.</exception>
    internal async Task<PreparedParcel> NameAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        if (mail.SizeBytes <= SmallLimit)
        {
            return await BuildSmallAsync(mail, cancellationToken);
        }

        await using var blob = blobs.OpenRead(mail.Blob);
        return await NameAsync(mail, blob, cancellationToken);
    }

    /// <summary>Opens a large parcel as it goes over the wire.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal ParcelStream Open(PreparedParcel parcel) => new(
        parcel.Prefix,
        IsCompressed(parcel) ? folder.Open(parcel.Mail) : blobs.OpenRead(parcel.Mail.Blob));

    private static ParcelHeader? Recorded(QueuedMail mail) => mail.ParcelHeader is null ? null : ParcelCodec.Read(mail.ParcelHeader);

    private static bool IsCompressed(PreparedParcel parcel) => ParcelCodec.Read(parcel.Prefix)!.IsCompressed;

    private async Task<PreparedParcel> NameAsync(QueuedMail mail, Stream blob, CancellationToken cancellationToken)
    {
        var prefix = mail.ParcelHeader ?? Prefix(mail, await BodyCompression.GainsAsync(blob, cancellationToken));
        var digest = mail.Digest is { } known ? new Digest(known) : await DigestAsync(prefix, blob, cancellationToken);
        return new PreparedParcel(mail, prefix, digest, default);
    }

    private async Task<byte[]> ReadAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var body = new byte[mail.SizeBytes];
        await using var blob = blobs.OpenRead(mail.Blob);
        await blob.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    private static PreparedParcel Small(QueuedMail mail, byte[] prefix, byte[] body, byte[] sent)
    {
        var digest = new DigestBuilder(prefix);
        digest.Append(body);
        return new PreparedParcel(mail, prefix, digest.Finish(), (byte[])[.. prefix, .. sent]);
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
