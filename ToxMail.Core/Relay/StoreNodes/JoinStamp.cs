using System.Buffers.Binary;
using System.Security.Cryptography;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>
/// What it costs to ask a store node for a place: about 1,024 tries of Argon2id over the Tox keys of both, so that nobody fills it with names made up for the purpose
/// (<c>docs/protocol.md</c> §5.5). Checking is one try.
/// </summary>
internal static class JoinStamp
{
    /// <summary>Bytes of a stamp: it is the salt of the try that was good.</summary>
    public const int Size = Stamp.SaltSize;

    /// <summary>How many tries it takes on average.</summary>
    public const int Tries = 1 << Bits;

    private const int Bits = 10;

    private static ReadOnlySpan<byte> Purpose => "tmr1 join"u8;

    public static bool IsGood(PublicKey asker, PublicKey store, ReadOnlySpan<byte> stamp)
    {
        Span<byte> hash = stackalloc byte[Stamp.HashSize];
        Stamp.Try(PasswordOf(asker, store), stamp, hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash) >> (16 - Bits) == 0;
    }

    /// <summary>Tries until a stamp is good; some seconds of a processor.</summary>
    /// <param name="asker">The Tox key of who asks.</param>
    /// <param name="store">The Tox key that is asked.</param>
    /// <param name="tried">Told after each try how many there were.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    public static byte[] Make(PublicKey asker, PublicKey store, Action<int> tried, CancellationToken cancellationToken)
    {
        var stamp = new byte[Size];
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RandomNumberGenerator.Fill(stamp);
            if (IsGood(asker, store, stamp))
            {
                return stamp;
            }

            tried(tries);
        }
    }

    private static byte[] PasswordOf(PublicKey asker, PublicKey store) => [.. Purpose, .. asker.ToArray(), .. store.ToArray()];
}
