using System.Security.Cryptography;
using NSec.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>X25519 (RFC 7748) on plain bytes.</summary>
internal static class Curve25519
{
    public const int Size = 32;

    public static byte[] PublicOf(ReadOnlySpan<byte> secret)
    {
        using var key = Key.Import(KeyAgreementAlgorithm.X25519, secret, KeyBlobFormat.RawPrivateKey);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>Whether keys can be agreed on with it: not so with a point of small order.</summary>
    public static bool IsUsable(ReadOnlySpan<byte> key)
    {
        Span<byte> shared = stackalloc byte[Size];
        return TryAgree(RandomNumberGenerator.GetBytes(Size), key, shared);
    }

    /// <summary>False when the other's key is a point of small order, which gives a result everybody knows (RFC 7748 6.1).</summary>
    public static bool TryAgree(ReadOnlySpan<byte> own, ReadOnlySpan<byte> other, Span<byte> shared)
    {
        using var key = Key.Import(KeyAgreementAlgorithm.X25519, own, KeyBlobFormat.RawPrivateKey);
        if (!PublicKey.TryImport(KeyAgreementAlgorithm.X25519, other, KeyBlobFormat.RawPublicKey, out var point))
        {
            return false;
        }

        using var secret = KeyAgreementAlgorithm.X25519.Agree(key, point!, new SharedSecretCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        return secret is not null && secret.TryExport(SharedSecretBlobFormat.RawSharedSecret, shared, out var size) && size == Size;
    }
}
