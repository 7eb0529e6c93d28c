using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>A key that is trusted because the configuration says so, named by its digest.</summary>
internal sealed record TrustAnchor(DnsName Zone, DelegationData Key)
{
    private const int Words = 6;

    /// <summary>Reads <c>zone DS keytag algorithm digesttype digest</c>; the digest may have spaces in it, and <c>IN</c> may stand before DS.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrustAnchor? anchor)
    {
        anchor = null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(static (word, i) => i != 1 || !Is(word, "IN")).ToList();
        if (words.Count < Words || !DnsName.TryParse(words[0], out var zone) || !Is(words[1], "DS") || !TryReadKey(words, out var key))
        {
            return false;
        }

        anchor = new TrustAnchor(zone, key);
        return true;
    }

    private static bool TryReadKey(List<string> words, [NotNullWhen(true)] out DelegationData? key)
    {
        key = null;
        if (!ushort.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var tag)
            || !byte.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var algorithm)
            || !byte.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out var digestType))
        {
            return false;
        }

        var hex = string.Concat(words[5..]);
        var digest = new byte[DelegationDigest.Length(digestType)];
        if (hex.Length != digest.Length * 2 || Convert.FromHexString(hex, digest, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        key = new DelegationData(tag, (DnssecAlgorithm)algorithm, digestType, digest);
        return key.IsSupported;
    }

    private static bool Is(string word, string expected) => string.Equals(word, expected, StringComparison.OrdinalIgnoreCase);
}
