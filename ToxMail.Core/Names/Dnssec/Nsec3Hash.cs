using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>The hash under which a zone with NSEC3 lists its names (RFC 5155 5).</summary>
internal static class Nsec3Hash
{
    /// <summary>A zone with more rounds is taken for one that shows nothing and counts as unsigned (RFC 9276 3.2).</summary>
    public const int MaxIterations = 150;

    private const string Digits = "0123456789abcdefghijklmnopqrstuv";
    private const int BitsPerDigit = 5;

    [SuppressMessage("Security", "CA5350", Justification = "NSEC3 has no other hash; it hides names and is not what the proof rests on, since the records with the hashes are signed.")]
    public static string Of(DnsName name, Nsec3Data parameters)
    {
        var hash = SHA1.HashData([.. name.Wire.Span, .. parameters.Salt.Span]);
        for (var i = 0; i < parameters.Iterations; i++)
        {
            hash = SHA1.HashData([.. hash, .. parameters.Salt.Span]);
        }

        return Text(hash);
    }

    /// <summary>Base32 with digits in the order of their values, in lower case (RFC 4648 7).</summary>
    public static string Text(ReadOnlySpan<byte> hash)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var octet in hash)
        {
            (bits, count) = (bits << 8 | octet, count + 8);
            for (; count >= BitsPerDigit; count -= BitsPerDigit)
            {
                text.Append(Digits[bits >> (count - BitsPerDigit) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? text.ToString() : text.Append(Digits[bits << (BitsPerDigit - count) & 31]).ToString();
    }
}
