using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>What a DNSKEY record says (RFC 4034 2.1).</summary>
internal sealed record KeyData
{
    private const ushort ZoneKeyFlag = 0x0100;
    private const ushort RevokedFlag = 0x0080;
    private const byte DnssecProtocol = 3;

    private KeyData(ReadOnlyMemory<byte> octets) => Octets = octets;

    /// <summary>The whole data, over which tag and digest are made.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    public required ushort Flags { get; init; }

    public required byte Protocol { get; init; }

    public required DnssecAlgorithm Algorithm { get; init; }

    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>A key of a zone (RFC 4034 2.1.1, 2.1.2) that was not revoked (RFC 5011 2.1).</summary>
    public bool MaySign => (Flags & ZoneKeyFlag) != 0 && (Flags & RevokedFlag) == 0 && Protocol == DnssecProtocol;

    /// <summary>A short sum of the data, by which signatures and DS records point at it; several keys may have the same (RFC 4034 B).</summary>
    public ushort Tag { get; private init; }

    public static bool TryRead(ReadOnlyMemory<byte> data, [NotNullWhen(true)] out KeyData? key)
    {
        var reader = new DnsReader(data.Span);
        key = reader.TryReadUInt16(out var flags) && reader.TryReadByte(out var protocol) && reader.TryReadByte(out var algorithm)
            ? new KeyData(data)
            {
                Flags = flags,
                Protocol = protocol,
                Algorithm = (DnssecAlgorithm)algorithm,
                PublicKey = data[reader.Position..],
                Tag = TagOf(data.Span),
            }
            : null;
        return key is not null;
    }

    private static ushort TagOf(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (; data.Length >= sizeof(ushort); data = data[sizeof(ushort)..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
        }

        sum += data.IsEmpty ? 0 : (uint)data[0] << 8;
        return (ushort)(sum + (sum >> 16));
    }
}
