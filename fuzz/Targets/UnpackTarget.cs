using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>
/// A whole parcel. By its first octet the input is the parcel itself, a plain body, a body's compressed octets, or a body to be compressed. What comes out is
/// bounded, and of a body that was put in it is the mail.
/// </summary>
internal sealed class UnpackTarget : IFuzzTarget, IDisposable
{
    private const int MaxMail = 50_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-fuzz-").FullName;
    private readonly DataDirectory _directory;
    private readonly MailStore _store;
    private readonly ParcelUnpacker _unpacker;

    public UnpackTarget()
    {
        _directory = DataDirectory.Open(_folder);
        _store = new MailStore(_directory, Cast.Bob, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        _store.PrepareAsync(CancellationToken.None).GetAwaiter().GetResult();
        _unpacker = new ParcelUnpacker(_store.Blobs, new DiskReserve(_directory), _store.NamePins, Cast.Bob, new MailOptions { MaxMessageBytes = MaxMail }, TimeProvider.System);
    }

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [0, .. Prefix(isCompressed: false), .. "Subject: a\r\n\r\nbody\r\n"u8],
        [1, .. "Subject: a\r\n\r\nbody\r\n"u8],
        [2, .. BodyCompression.Compress(Encoding.ASCII.GetBytes("Subject: a\r\n\r\n" + new string('b', 1000)))],
        [2, .. BodyCompression.Compress(new byte[MaxMail + 1])],
        [3, .. Encoding.ASCII.GetBytes("Subject: a\r\n\r\n" + new string('c', 700))],
    ];

    public IReadOnlyList<string> Words { get; } = ["TMP1", "\r\n\r\n", "From: "];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var rest = input[1..];
        switch (input[0] & 3)
        {
            case 0:
                Unpack(rest, body: null);
                break;
            case 1:
                Unpack([.. Prefix(isCompressed: false), .. rest], rest);
                break;
            case 2:
                Unpack([.. Prefix(isCompressed: true), .. rest], body: null);
                break;
            default:
                Compress(rest);
                Unpack([.. Prefix(isCompressed: true), .. BodyCompression.Compress(rest)], rest);
                break;
        }
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Prefix(bool isCompressed) => ParcelCodec.Write(new ParcelHeader
    {
        ParcelId = new byte[16],
        ReturnAddress = Cast.Alice.Address.ToString(),
        Recipients = [Cast.Bob.Address.ToString()],
        Submitted = DateTimeOffset.UnixEpoch,
        IsCompressed = isCompressed,
    });

    private static void Compress(byte[] body)
    {
        if (BodyCompression.TryCompress(body) is not { } compressed)
        {
            return;
        }

        var plain = new byte[body.Length];
        Property.Holds(compressed.Length <= body.Length - (body.Length / 10), "Compression saves a tenth");
        Property.Holds(BrotliDecoder.TryDecompress(compressed, plain, out var written) && written == body.Length, "A body comes back whole");
        Property.Same(body, plain, "A body comes back");
    }

    private void Unpack(byte[] bytes, byte[]? body)
    {
        var parcel = ArrivedParcel.Small(null, bytes);
        var mail = _unpacker.UnpackAsync(Cast.Alice.PublicKey, parcel, CancellationToken.None).GetAwaiter().GetResult();
        using var blob = mail.Blob;
        Property.Equal(mail.Fault == ResultCode.None, blob is not null, "There is a mail, or a fault");
        if (blob is null)
        {
            Property.Holds(body is null || (body.Length > MaxMail && mail.Fault == ResultCode.TooLarge), $"A sound body is taken: {mail.Fault}");
            return;
        }

        Property.Equal(mail.Digest, _unpacker.NameAsync(parcel, CancellationToken.None).GetAwaiter().GetResult(), "A parcel has one name");
        Property.Holds(blob.Length <= (4 * MaxMail) + 2000, "What comes out is bounded");
        if (body is not null)
        {
            Check(blob, bytes, body, mail.Digest);
        }
    }

    private static void Check(BlobWriter blob, byte[] bytes, byte[] body, Digest digest)
    {
        var expected = new DigestBuilder(bytes.AsSpan(0, ParcelCodec.PrefixLength(bytes)!.Value));
        expected.Append(body);
        Property.Equal(expected.Finish(), digest, "The digest is the one of prefix and mail");
        if (!blob.HasFile)
        {
            var stored = blob.CommitAsync(CancellationToken.None).GetAwaiter().GetResult().ShortChunk![..^BlobFormat.TagSize];
            Property.Holds(stored.AsSpan().EndsWith(Cast.Split(body, int.MaxValue).Body), "The body is untouched");
        }
    }
}
