using System.Security.Cryptography;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>An RSA key as DNSKEY holds it (RFC 3110 2).</summary>
internal static class RsaKey
{
    private const int MinBits = 1024;

    /// <summary>Also RFC 3110's limit.</summary>
    private const int MaxBits = 4096;

    /// <summary>A long exponent would only make the check slow.</summary>
    private const int MaxExponent = 8;

    /// <summary>The key, or nothing when it is malformed, too weak or too large.</summary>
    public static RSAParameters? TryRead(ReadOnlySpan<byte> octets)
    {
        var reader = new DnsReader(octets);
        if (!TryReadExponentLength(ref reader, out var length) || !reader.TryReadBytes(length, out var exponent))
        {
            return null;
        }

        exponent = exponent.TrimStart((byte)0);
        var modulus = reader.ReadRest().TrimStart((byte)0);
        return exponent.Length is > 0 and <= MaxExponent && modulus.Length * 8 is >= MinBits and <= MaxBits
            ? new RSAParameters { Exponent = exponent.ToArray(), Modulus = modulus.ToArray() }
            : null;
    }

    /// <summary>One octet, or zero and two octets.</summary>
    private static bool TryReadExponentLength(ref DnsReader reader, out int length)
    {
        var there = reader.TryReadByte(out var first);
        length = first;
        if (there && first == 0)
        {
            there = reader.TryReadUInt16(out var longer);
            length = longer;
        }

        return there;
    }
}
