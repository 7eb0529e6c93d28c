using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>
/// A bundle of parcels, packed or not: what was read and written is the same octets, and any parcels written come back. By its first octet the input is a file as
/// it is, octets to be packed as they are, or the pieces of a bundle, packed, whose parcels are read as those that came: behind a stream of Brotli no mutation gets.
/// </summary>
internal sealed class BundleTarget : IFuzzTarget
{
    private const byte AsItIs = 0;
    private const byte ToBePacked = 1;
    private const byte InPieces = 2;

    private static readonly byte[] Parcel = [.. ParcelCodec.Write(new ParcelHeader
    {
        ParcelId = new byte[16],
        ReturnAddress = Cast.Alice.Address.ToString(),
        Recipients = [Cast.Bob.Address.ToString()],
        Submitted = DateTimeOffset.UnixEpoch,
        IsCompressed = true,
    }), .. "Subject: a\r\n\r\nbody\r\n"u8];

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [AsItIs, .. Bundle.Write(["one"u8.ToArray(), "two "u8.ToArray(), Array.Empty<byte>()])],
        [AsItIs, .. Bundle.Write([])],
        [AsItIs, .. PackedBundle.Write(Bundle.Write(["one"u8.ToArray(), "two "u8.ToArray()]))],
        [ToBePacked, .. Bundle.Write([Parcel, Parcel])],
        [ToBePacked, .. "no bundle"u8],
        [InPieces, .. PiecedInput.Seed("any octets in pieces"u8, 1, 0, 7)],
        [InPieces, .. PiecedInput.Seed([.. Parcel, .. Parcel], (byte)Parcel.Length)],
    ];

    public IReadOnlyList<string> Words { get; } = ["TMB1", "TMB2", "TMP1"];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var rest = input[1..];
        switch (input[0] & 3)
        {
            case AsItIs:
                Read(rest);
                break;
            case ToBePacked:
                ReadPacked(rest);
                break;
            default:
                ReadPieces(PiecedInput.Read(rest).Pieces);
                break;
        }
    }

    private static void Read(byte[] file)
    {
        if (Bundle.Read(file) is { } parcels)
        {
            Property.Same(file, Bundle.Write(parcels), "A bundle read and written is the same");
        }

        if (PackedBundle.Read(file) is { } bundle)
        {
            Property.Same(bundle, PackedBundle.Read(PackedBundle.Write(bundle)), "A bundle unpacked and packed is the same");
        }
    }

    /// <summary>Packed or not, the same parcels come.</summary>
    private static void ReadPacked(byte[] bundle)
    {
        var packed = PackedBundle.Write(bundle);
        Property.Same(bundle, PackedBundle.Read(packed), "What was packed comes back");
        var plain = ArrivedParcel.ReadBundle(WireFormat.BundleKind, bundle);
        var arrived = ArrivedParcel.ReadBundle(WireFormat.PackedBundleKind, packed);
        Property.Equal(plain?.Count, arrived?.Count, "As many parcels come packed");
        for (var i = 0; i < arrived?.Count; i++)
        {
            var octets = Octets(plain![i]);
            Property.Same(octets, Octets(arrived[i]), "A parcel comes the same, packed or not");
            CheckParcel(octets);
        }
    }

    private static void ReadPieces(IReadOnlyList<byte[]> pieces)
    {
        var bundle = Bundle.Write([.. pieces.Select(static piece => (ReadOnlyMemory<byte>)piece)]);
        var again = Bundle.Read(bundle);
        Property.Equal(pieces.Count <= WireFormat.MaxBundleParcels, again is not null, "Parcels up to the limit are a bundle");
        for (var i = 0; i < again?.Count; i++)
        {
            Property.Same(pieces[i], again[i].Span, "A parcel comes back");
        }

        ReadPacked(bundle);
    }

    /// <summary>The prefix is where a parcel tells that it is, and says the same when written again.</summary>
    private static void CheckParcel(byte[] parcel)
    {
        if (parcel.Length < ParcelCodec.FixedSize || ParcelCodec.PrefixLength(parcel.AsSpan(0, ParcelCodec.FixedSize)) is not { } length || length > parcel.Length
            || ParcelCodec.Read(parcel.AsMemory(0, length)) is not { } header)
        {
            return;
        }

        var again = ParcelCodec.Read(ParcelCodec.Write(header));
        Property.Equal((header.ReturnAddress, header.Submitted, header.IsCompressed), again is null ? default : (again.ReturnAddress, again.Submitted, again.IsCompressed), "A parcel of a bundle read and written is the same");
        Property.Holds(header.Recipients.SequenceEqual(again!.Recipients), "Its recipients are the same");
    }

    private static byte[] Octets(ArrivedParcel parcel)
    {
        using var stream = parcel.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
