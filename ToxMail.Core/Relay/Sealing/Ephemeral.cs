using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>E: an X25519 key for one envelope.</summary>
internal sealed class Ephemeral(Secret secret, byte[] publicKey) : IDisposable
{
    private const byte TopBit = 0x80;

    public ReadOnlySpan<byte> Secret => secret.Bytes;

    /// <summary>As it stands in the envelope.</summary>
    public ReadOnlySpan<byte> Public => publicKey;

    /// <summary>
    /// The highest bit of a public key is 0 always and ignored by everybody (RFC 7748 5); here it is drawn at random, so that it does not stand out.
    /// Nobody can flip it on the way, for it is authenticated like the rest.
    /// </summary>
    public static Ephemeral New()
    {
        var secret = Sealing.Secret.Random();
        var publicKey = Curve25519.PublicOf(secret.Bytes);
        publicKey[^1] |= (byte)(RandomNumberGenerator.GetInt32(2) * TopBit);
        return new Ephemeral(secret, publicKey);
    }

    public void Dispose() => secret.Dispose();
}
