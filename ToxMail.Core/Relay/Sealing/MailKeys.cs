using NSec.Cryptography;
using ToxPublicKey = ToxMail.Core.Addressing.PublicKey;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>The public half of a mail identity: IK (X25519) agrees on keys, SK (Ed25519) signs.</summary>
internal sealed record MailKeys
{
    /// <summary>Bytes of both keys together.</summary>
    public const int Size = 64;

    public const int SignatureSize = 64;

    private const int KeySize = 32;

    private readonly byte[] _bytes;

    /// <summary>Zeros, which nobody can sign with.</summary>
    public static MailKeys Nobody { get; } = new(new byte[Size]);

    private MailKeys(byte[] bytes) => _bytes = bytes;

    /// <summary>IK.</summary>
    public ReadOnlySpan<byte> Agreement => _bytes.AsSpan(0, KeySize);

    /// <summary>SK.</summary>
    public ReadOnlySpan<byte> Signing => _bytes.AsSpan(KeySize);

    /// <summary>IK and SK, <see cref="Size"/> bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static MailKeys Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new MailKeys(bytes.ToArray()) : throw new ArgumentException($"Mail keys have {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Whether the holder of SK says that these keys go with this Tox key. Whether the holder of the Tox key says so is for the link to show.</summary>
    public bool Verify(ToxPublicKey tox, ReadOnlySpan<byte> signature) => VerifySignature(MailIdentity.Binding(tox, Agreement), signature);

    public bool Equals(MailKeys? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>IK and SK in hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexString(_bytes);

    internal bool VerifySignature(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSize
        && PublicKey.TryImport(SignatureAlgorithm.Ed25519, Signing, KeyBlobFormat.RawPublicKey, out var key)
        && SignatureAlgorithm.Ed25519.Verify(key!, signed, signature);
}
