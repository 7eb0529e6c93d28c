using System.Buffers.Binary;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>The prefix of a parcel, as it is and with its length set right: what was read, written and read again is the same.</summary>
internal sealed class ParcelTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        ParcelCodec.Write(new ParcelHeader
        {
            ParcelId = new byte[16],
            ReturnAddress = Cast.Alice.Address.ToString(),
            Recipients = [Cast.Bob.Address.ToString(), "bob@tox.alt"],
            Submitted = DateTimeOffset.UnixEpoch.AddYears(50),
            IsCompressed = true,
        }),
        ParcelCodec.Write(new ParcelHeader { ParcelId = new byte[16], ReturnAddress = "", Recipients = [], Submitted = DateTimeOffset.UnixEpoch }),
        [.. "TMP1\u0001\0\0\0"u8, 0xBF, 0xFF],
    ];

    public IReadOnlyList<string> Words { get; } = ["TMP1", "@tox.alt"];

    public void Run(byte[] input)
    {
        Check(input);
        if (input.Length >= ParcelCodec.FixedSize)
        {
            // Else nearly every input would fail at the length.
            byte[] right = [.. input];
            "TMP1"u8.CopyTo(right);
            BinaryPrimitives.WriteUInt32LittleEndian(right.AsSpan(4), (uint)(right.Length - ParcelCodec.FixedSize));
            Check(right);
        }
    }

    private static void Check(byte[] prefix)
    {
        if (ParcelCodec.Read(prefix) is not { } header)
        {
            return;
        }

        Property.Equal(prefix.Length, ParcelCodec.PrefixLength(prefix.AsSpan(0, ParcelCodec.FixedSize)), "The length is told by the first octets");
        var written = ParcelCodec.Write(header);
        Property.Holds(ParcelCodec.Read(written) is { } again && Text(again) == Text(header), "A parcel written and read is the same");
        Property.Holds(!header.ReturnAddress.Any(char.IsControl) && !header.Recipients.Any(recipient => recipient.Any(char.IsControl)), "Addresses have no control characters");
    }

    private static string Text(ParcelHeader header) =>
        $"{Convert.ToHexString(header.ParcelId.Span)} {header.ReturnAddress} {header.Submitted:O} {header.IsCompressed} {string.Join('\0', header.Recipients)}";
}
