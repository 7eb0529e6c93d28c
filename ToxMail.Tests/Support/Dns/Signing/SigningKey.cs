using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;

namespace ToxMail.Tests.Support.Dns.Signing;

/// <summary>A key that signs zones of generated tests. Keys are made once for each algorithm, since RSA takes its time.</summary>
internal sealed class SigningKey
{
    public const ushort ZoneFlag = 0x0100;
    public const ushort EntryFlag = 0x0001;
    public const ushort RevokedFlag = 0x0080;

    private readonly Func<byte[], byte[]> _sign;

    private SigningKey(DnssecAlgorithm algorithm, byte[] publicKey, Func<byte[], byte[]> sign) => (Algorithm, PublicKey, _sign) = (algorithm, publicKey, sign);

    public DnssecAlgorithm Algorithm { get; }

    public byte[] PublicKey { get; }

    public ushort Flags { get; init; } = ZoneFlag;

    public byte Protocol { get; init; } = 3;

    public byte[] Data => [(byte)(Flags >> 8), (byte)Flags, Protocol, (byte)Algorithm, .. PublicKey];

    public ushort Tag => KeyData.TryRead(Data, out var key) ? key.Tag : default;

    public static SigningKey Make(DnssecAlgorithm algorithm, ushort flags = ZoneFlag) => algorithm switch
    {
        DnssecAlgorithm.RsaSha256 => MakeRsa(algorithm, HashAlgorithmName.SHA256, flags),
        DnssecAlgorithm.RsaSha512 => MakeRsa(algorithm, HashAlgorithmName.SHA512, flags),
        DnssecAlgorithm.EcdsaP256 => MakeEcdsa(algorithm, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, flags),
        DnssecAlgorithm.EcdsaP384 => MakeEcdsa(algorithm, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, flags),
        DnssecAlgorithm.Ed25519 => MakeEd25519(flags),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The same key under other flags or another protocol.</summary>
    public SigningKey As(ushort flags, byte protocol = 3) => new(Algorithm, PublicKey, _sign) { Flags = flags, Protocol = protocol };

    /// <summary>
    /// Another key with the algorithm, the length and the tag of this one, with which nobody can sign: the tag is a sum of octet pairs, and so the same when two pairs change places.
    /// </summary>
    public SigningKey Impostor() => With(static octets =>
    {
        var at = octets.Length / 2 & ~1;
        (octets[at], octets[at + 1], octets[at + 2], octets[at + 3]) = (octets[at + 2], octets[at + 3], octets[at], octets[at + 1]);
    });

    /// <summary>This key with other public octets.</summary>
    public SigningKey With(Action<byte[]> change)
    {
        var octets = (byte[])[.. PublicKey];
        change(octets);
        return new SigningKey(Algorithm, octets, _sign) { Flags = Flags };
    }

    public byte[] Sign(byte[] octets) => _sign(octets);

    public DnsRecord Delegation(DnsName zone, byte digestType = 2)
    {
        var named = (byte[])[.. zone.Wire.Span, .. Data];
        var digest = digestType == 4 ? SHA384.HashData(named) : SHA256.HashData(named);
        var data = new byte[4 + digest.Length];
        BinaryPrimitives.WriteUInt16BigEndian(data, Tag);
        (data[2], data[3]) = ((byte)Algorithm, digestType);
        digest.CopyTo(data, 4);
        return new DnsRecord(zone, DnsType.DS, ZoneBuilder.Ttl, data);
    }

    private static SigningKey MakeRsa(DnssecAlgorithm algorithm, HashAlgorithmName hash, ushort flags)
    {
        var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        byte[] publicKey = [(byte)parameters.Exponent!.Length, .. parameters.Exponent, .. parameters.Modulus!];
        return new SigningKey(algorithm, publicKey, octets => rsa.SignData(octets, hash, RSASignaturePadding.Pkcs1)) { Flags = flags };
    }

    private static SigningKey MakeEcdsa(DnssecAlgorithm algorithm, ECCurve curve, HashAlgorithmName hash, ushort flags)
    {
        var ecdsa = ECDsa.Create(curve);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return new SigningKey(algorithm, [.. point.X!, .. point.Y!], octets => ecdsa.SignData(octets, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)) { Flags = flags };
    }

    private static SigningKey MakeEd25519(ushort flags)
    {
        var key = Key.Create(NSec.Cryptography.SignatureAlgorithm.Ed25519);
        var publicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        return new SigningKey(DnssecAlgorithm.Ed25519, publicKey, octets => NSec.Cryptography.SignatureAlgorithm.Ed25519.Sign(key, octets)) { Flags = flags };
    }
}
