using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// Shows the reader of an intro, and nobody else, that its author holds the Tox key that his card names: <c>docs/protocol.md</c> §5.2. The card's signature says only what the holder of the
/// mail keys claims; without this, anybody could write in the name of any Tox key.
/// </summary>
internal static class ToxProof
{
    public const int Size = 32;

    /// <summary>Null when the reader's key is none.</summary>
    /// <param name="toxSecret">The secret of the author's Tox key.</param>
    /// <param name="from">The author's card.</param>
    /// <param name="to">The reader's mail keys.</param>
    public static byte[]? Make(ReadOnlySpan<byte> toxSecret, MailCard from, MailKeys to) => Compute(toxSecret, to.Agreement, from, to);

    public static bool IsGood(ReadOnlySpan<byte> proof, MailCard from, MailIdentity reader) =>
        Compute(reader.Agreement.Bytes, from.Tox.PublicKey.ToArray(), from, reader.Public) is { } expected && CryptographicOperations.FixedTimeEquals(proof, expected);

    private static byte[]? Compute(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> other, MailCard from, MailKeys to)
    {
        Span<byte> shared = stackalloc byte[Secret.Size];
        if (!Curve25519.TryAgree(secret, other, shared))
        {
            return null;
        }

        var proof = new byte[Size];
        Blake2b.Mac(shared, [.. "tmr1 tox"u8, .. from.ToArray(), .. to.Bytes], proof);
        CryptographicOperations.ZeroMemory(shared);
        return proof;
    }
}
