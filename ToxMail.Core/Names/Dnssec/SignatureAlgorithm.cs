using System.Security.Cryptography;
using NSec.Cryptography;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>Checks one signature with one key. Whatever the octets are, the answer is yes or no.</summary>
internal static class SignatureAlgorithm
{
    private static readonly int _p256Size = SHA256.HashSizeInBytes;
    private static readonly int _p384Size = SHA384.HashSizeInBytes;

    public static bool IsSupported(DnssecAlgorithm algorithm) => Enum.IsDefined(algorithm);

    public static bool Verify(KeyData key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var publicKey = key.PublicKey.Span;
        try
        {
            return key.Algorithm switch
            {
                DnssecAlgorithm.RsaSha256 => VerifyRsa(publicKey, signed, signature, HashAlgorithmName.SHA256),
                DnssecAlgorithm.RsaSha512 => VerifyRsa(publicKey, signed, signature, HashAlgorithmName.SHA512),
                DnssecAlgorithm.EcdsaP256 => VerifyEcdsa(publicKey, signed, signature, ECCurve.NamedCurves.nistP256, _p256Size, HashAlgorithmName.SHA256),
                DnssecAlgorithm.EcdsaP384 => VerifyEcdsa(publicKey, signed, signature, ECCurve.NamedCurves.nistP384, _p384Size, HashAlgorithmName.SHA384),
                DnssecAlgorithm.Ed25519 => VerifyEd25519(publicKey, signed, signature),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // A key that is none: a point beside the curve, an even modulus.
            return false;
        }
    }

    private static bool VerifyRsa(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        if (RsaKey.TryRead(publicKey) is not { } parameters || signature.Length != parameters.Modulus!.Length)
        {
            return false;
        }

        using var rsa = RSA.Create(parameters);
        return rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The key is x and y, the signature r and s, each number with the curve's full length (RFC 6605 4).</summary>
    private static bool VerifyEcdsa(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, ECCurve curve, int size, HashAlgorithmName hash)
    {
        if (publicKey.Length != size * 2 || signature.Length != size * 2)
        {
            return false;
        }

        var point = new ECPoint { X = publicKey[..size].ToArray(), Y = publicKey[size..].ToArray() };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = point });
        return ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool VerifyEd25519(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        NSec.Cryptography.PublicKey.TryImport(NSec.Cryptography.SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && NSec.Cryptography.SignatureAlgorithm.Ed25519.Verify(key!, signed, signature);
}
