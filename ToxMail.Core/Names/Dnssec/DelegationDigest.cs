using System.Security.Cryptography;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>The digest by which a DS record names a key (RFC 4034 5.1.4): SHA-256 and SHA-384; a DS with SHA-1 names nothing here.</summary>
internal static class DelegationDigest
{
    private const byte Sha256 = 2;
    private const byte Sha384 = 4;

    public static bool IsSupported(byte digestType) => digestType is Sha256 or Sha384;

    /// <summary>Octets of a digest; 0 for one that is not supported.</summary>
    public static int Length(byte digestType) => digestType switch
    {
        Sha256 => SHA256.HashSizeInBytes,
        Sha384 => SHA384.HashSizeInBytes,
        _ => 0,
    };

    /// <summary>True when the DS names this key of the zone.</summary>
    public static bool Matches(DelegationData delegation, DnsName zone, KeyData key) =>
        delegation.KeyTag == key.Tag
        && delegation.Algorithm == key.Algorithm
        && delegation.Digest.Span.SequenceEqual(Of(delegation.DigestType, [.. zone.Wire.Span, .. key.Octets.Span]));

    private static ReadOnlySpan<byte> Of(byte digestType, byte[] octets) => digestType switch
    {
        Sha256 => SHA256.HashData(octets),
        Sha384 => SHA384.HashData(octets),
        _ => default,
    };
}
