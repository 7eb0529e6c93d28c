using System.Security.Cryptography;
using ToxMail.Core.Relay.Sealing.Native;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>X-Wing (draft-connolly-cfrg-xwing-kem): X25519 and ML-KEM-768 in one, safe while either of them is. Seeds are parameters, so that vectors can be tested.</summary>
internal static class Xwing
{
    public const int SeedSize = Sodium.crypto_kem_xwing_SEEDBYTES;
    public const int PublicKeySize = Sodium.crypto_kem_xwing_PUBLICKEYBYTES;
    public const int CiphertextSize = Sodium.crypto_kem_xwing_CIPHERTEXTBYTES;
    public const int EncapsulationSeedSize = 64;

    /// <summary>The public key of a secret key, which is its seed (§5.2 of the draft).</summary>
    public static byte[] PublicOf(ReadOnlySpan<byte> seed)
    {
        // NSec checks and initialises libsodium when first used, here by whoever made the identity.
        var publicKey = new byte[PublicKeySize];
        Span<byte> secretKey = stackalloc byte[Sodium.crypto_kem_xwing_SECRETKEYBYTES];
        var result = Sodium.crypto_kem_xwing_seed_keypair(publicKey, secretKey, seed);
        CryptographicOperations.ZeroMemory(secretKey);
        return result == 0 ? publicKey : throw new CryptographicException("libsodium makes no X-Wing key.");
    }

    /// <summary>A secret for the holder of a key, and what tells it to him. False when the key is none.</summary>
    public static bool TryEncapsulate(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> seed, Span<byte> ciphertext, Span<byte> shared) =>
        publicKey.Length == PublicKeySize && seed.Length == EncapsulationSeedSize && ciphertext.Length == CiphertextSize && shared.Length == Secret.Size
        && Sodium.crypto_kem_xwing_enc_deterministic(ciphertext, shared, publicKey, seed) == 0;

    /// <summary>The secret told. A forged ciphertext gives another secret, not an error; false for one that can be none.</summary>
    public static bool TryDecapsulate(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> ciphertext, Span<byte> shared) =>
        seed.Length == SeedSize && ciphertext.Length == CiphertextSize && shared.Length == Secret.Size
        && Sodium.crypto_kem_xwing_dec(shared, ciphertext, seed) == 0;
}
