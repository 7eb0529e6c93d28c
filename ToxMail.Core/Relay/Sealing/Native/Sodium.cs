using System.Runtime.InteropServices;

namespace ToxMail.Core.Relay.Sealing.Native;

/// <summary>What NSec lacks of the libsodium it brings: X-Wing (<c>crypto_kem_xwing.h</c> of 1.0.22). C names, no logic.</summary>
internal static partial class Sodium
{
    internal const int crypto_kem_xwing_SEEDBYTES = 32;
    internal const int crypto_kem_xwing_PUBLICKEYBYTES = 1216;
    internal const int crypto_kem_xwing_SECRETKEYBYTES = 32;
    internal const int crypto_kem_xwing_CIPHERTEXTBYTES = 1120;

    private const string Library = "libsodium";

    [LibraryImport(Library)]
    internal static partial int crypto_kem_xwing_seed_keypair(Span<byte> pk, Span<byte> sk, ReadOnlySpan<byte> seed);

    /// <summary>The seed has 64 bytes.</summary>
    [LibraryImport(Library)]
    internal static partial int crypto_kem_xwing_enc_deterministic(Span<byte> ct, Span<byte> ss, ReadOnlySpan<byte> pk, ReadOnlySpan<byte> seed);

    [LibraryImport(Library)]
    internal static partial int crypto_kem_xwing_dec(Span<byte> ss, ReadOnlySpan<byte> ct, ReadOnlySpan<byte> sk);
}
