using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>The types of records that a name has, as NSEC and NSEC3 list them: windows of 256 types, each a bit (RFC 4034 4.1.2).</summary>
internal sealed class TypeBitmap
{
    private const int MaxWindow = 32;
    private const int BitsPerOctet = 8;

    private readonly HashSet<DnsType> _types = [];

    private TypeBitmap()
    {
    }

    /// <summary>A delegation as the parent sees it: the child's own apex has SOA too (RFC 6840 4.1).</summary>
    public bool IsDelegation => Has(DnsType.NS) && !Has(DnsType.SOA);

    public static bool TryRead(ref DnsReader reader, [NotNullWhen(true)] out TypeBitmap? bitmap)
    {
        bitmap = null;
        var read = new TypeBitmap();
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadByte(out var window) || !reader.TryReadByte(out var length) || length is 0 or > MaxWindow || !reader.TryReadBytes(length, out var bits))
            {
                return false;
            }

            read.Add(window, bits);
        }

        bitmap = read;
        return true;
    }

    public bool Has(DnsType type) => _types.Contains(type);

    private void Add(byte window, ReadOnlySpan<byte> bits)
    {
        for (var i = 0; i < bits.Length * BitsPerOctet; i++)
        {
            if ((bits[i / BitsPerOctet] & 0x80 >> i % BitsPerOctet) != 0)
            {
                _types.Add((DnsType)(window << 8 | i));
            }
        }
    }
}
