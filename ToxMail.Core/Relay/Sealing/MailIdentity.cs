using NSec.Cryptography;
using ToxPublicKey = ToxMail.Core.Addressing.PublicKey;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// This node's own mail identity, apart from its Tox key, which serves the link alone: <c>docs/protocol.md</c> §5.1.
/// </summary>
internal sealed class MailIdentity : IDisposable
{
    private const byte Version = 1;
    private const int SavedSize = 1 + Secret.Size * 2;

    private readonly Secret _agreement;
    private readonly Secret _signing;

    private MailIdentity(Secret agreement, Secret signing)
    {
        _agreement = agreement;
        _signing = signing;
        using var key = SigningKey();
        Public = MailKeys.Read([.. Curve25519.PublicOf(agreement.Bytes), .. key.PublicKey.Export(KeyBlobFormat.RawPublicKey)]);
    }

    public MailKeys Public { get; }

    /// <summary>The secret of IK.</summary>
    internal Secret Agreement => _agreement;

    public static MailIdentity Create() => new(Secret.Random(), Secret.Random());

    /// <summary>Reads what <see cref="Save"/> wrote; null when it is anything else.</summary>
    public static MailIdentity? Load(ReadOnlySpan<byte> saved) => saved.Length == SavedSize && saved[0] == Version
        ? new MailIdentity(Secret.Copy(saved[1..][..Secret.Size]), Secret.Copy(saved[(1 + Secret.Size)..]))
        : null;

    /// <summary>The secret keys.</summary>
    public byte[] Save()
    {
        var saved = new byte[SavedSize];
        saved[0] = Version;
        _agreement.Bytes.CopyTo(saved.AsSpan(1));
        _signing.Bytes.CopyTo(saved.AsSpan(1 + Secret.Size));
        return saved;
    }

    /// <summary>Says with SK that these mail keys go with this Tox key.</summary>
    public byte[] Bind(ToxPublicKey tox) => Sign(Binding(tox, Public.Agreement));

    public void Dispose()
    {
        _agreement.Dispose();
        _signing.Dispose();
    }

    internal static byte[] Binding(ToxPublicKey tox, ReadOnlySpan<byte> agreement) => [.. "tmr1 bind"u8, .. tox.ToArray(), .. agreement];

    internal byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var key = SigningKey();
        return SignatureAlgorithm.Ed25519.Sign(key, data);
    }

    private Key SigningKey() => Key.Import(SignatureAlgorithm.Ed25519, _signing.Bytes, KeyBlobFormat.RawPrivateKey);
}
