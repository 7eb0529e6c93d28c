using System.Security.Cryptography;
using NSec.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// What an intro envelope costs its sender: about 128 tries of Argon2id over its header (<c>docs/protocol.md</c> §5.2). Checking is one.
/// </summary>
internal static class Stamp
{
    public const int HashSize = 32;
    public const int SaltSize = 16;

    /// <summary>A first byte below this has seven leading zero bits.</summary>
    private const byte FirstByteLimit = 2;

    private static readonly Argon2id _algorithm =
        PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 8 * 1024, NumberOfPasses = 1 });

    public static bool IsGood(ReadOnlySpan<byte> header)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        Try(header[..EnvelopeHeader.Size], header.Slice(Envelope.EphemeralOffset, SaltSize), hash);
        return hash[0] < FirstByteLimit;
    }

    /// <summary>One try, of some 6 ms: the same password and salt give the same <see cref="HashSize"/> bytes.</summary>
    public static void Try(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> hash) => _algorithm.DeriveBytes(password, salt, hash);

    /// <summary>Tries random nonces until the stamp is good.</summary>
    public static void Make(Span<byte> header, CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            RandomNumberGenerator.Fill(header.Slice(Envelope.NonceOffset, Envelope.NonceSize));
        }
        while (!IsGood(header));
    }
}
