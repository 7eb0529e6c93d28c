using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>A bundle of parcels, packed or not: what was read and written is the same octets, and any parcels written come back.</summary>
internal sealed class BundleTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Bundle.Write(["one"u8.ToArray(), "two "u8.ToArray(), Array.Empty<byte>()]),
        Bundle.Write([]),
        PackedBundle.Write(Bundle.Write(["one"u8.ToArray(), "two "u8.ToArray()])),
        PiecedInput.Seed("any octets in pieces"u8, 1, 0, 7),
    ];

    public IReadOnlyList<string> Words { get; } = ["TMB1", "TMB2"];

    public void Run(byte[] input)
    {
        if (Bundle.Read(input) is { } parcels)
        {
            Property.Same(input, Bundle.Write(parcels), "A bundle read and written is the same");
        }

        if (PackedBundle.Read(input) is { } bundle)
        {
            Property.Same(bundle, PackedBundle.Read(PackedBundle.Write(bundle)), "A bundle unpacked and packed is the same");
        }

        var pieces = PiecedInput.Read(input).Pieces;
        var again = Bundle.Read(Bundle.Write([.. pieces.Select(piece => (ReadOnlyMemory<byte>)piece)]));
        Property.Equal(pieces.Count <= WireFormat.MaxBundleParcels, again is not null, "Parcels up to the limit are a bundle");
        for (var i = 0; i < again?.Count; i++)
        {
            Property.Same(pieces[i], again[i].Span, "A parcel comes back");
        }
    }
}
