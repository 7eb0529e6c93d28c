using System.Security.Cryptography;
using NSec.Cryptography;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using SignatureAlgorithm = NSec.Cryptography.SignatureAlgorithm;

namespace ToxMail.Fuzz.Targets;

/// <summary>A kept DNSSEC proof: nothing but the proof that was made proves anything, and no octets ask for more.</summary>
internal sealed class ChainProofTarget : IFuzzTarget
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(56);

    private readonly DnsName _name = DnsName.Parse("bob._tox.test");
    private readonly TrustAnchors _anchors;
    private readonly DnsRecord _text;

    public ChainProofTarget()
    {
        _text = new DnsRecord(_name, DnsType.TXT, 60, "\u0001x"u8.ToArray());
        // A fixed key and a signature without chance: the fuzzer's seeds are made in one process and run in others.
        using var key = Key.Import(SignatureAlgorithm.Ed25519, SHA256.HashData("chain-proof"u8), KeyBlobFormat.RawPrivateKey);
        var zone = DnsName.Parse("test");
        byte[] keyData = [1, 1, 3, (byte)DnssecAlgorithm.Ed25519, .. key.PublicKey.Export(KeyBlobFormat.RawPublicKey)];
        var keys = new DnsRecord(zone, DnsType.DNSKEY, 60, keyData);
        var tag = KeyData.TryRead(keyData, out var read) ? read.Tag : throw new InvalidOperationException("Not a key.");
        var digest = Convert.ToHexString(SHA256.HashData([.. zone.Wire.Span, .. keyData]));
        _anchors = TrustAnchors.TryParse([$"test DS {tag} 15 2 {digest}"], out var anchors, out var wrong) ? anchors : throw new InvalidOperationException(wrong);
        var chain = DnsRecordCodec.Write([keys, Sign(key, tag, zone, keys), _text, Sign(key, tag, zone, _text)]);
        Seeds = [chain];
        Property.Holds(Check(chain) is ChainVerdict.Proved, "The seed is a proof");
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = ["\u0004test", "\u0003bob\u0004_tox\u0004test"];

    public void Run(byte[] input)
    {
        var verdict = Check(input);
        Property.Holds(verdict is not ChainVerdict.Needs, "A kept proof asks for nothing");
        if (verdict is ChainVerdict.Proved proved)
        {
            Property.Holds(proved.Records is [var record] && record.IsSameAs(_text), "Only what was signed is proved");
            Property.Holds(Check(proved.Chain) is ChainVerdict.Proved, "The proof of a proof is one");
        }
    }

    private ChainVerdict Check(ReadOnlyMemory<byte> chain) => ChainProof.Check(chain, _name, DnsType.TXT, _anchors, _now);

    private static DnsRecord Sign(Key key, ushort tag, DnsName zone, DnsRecord record)
    {
        byte[] head = [(byte)((ushort)record.Type >> 8), (byte)record.Type, (byte)DnssecAlgorithm.Ed25519, (byte)record.Owner.LabelCount, 0, 0, 0, 60, 0x7F, 0, 0, 0, 0x60, 0, 0, 0, (byte)(tag >> 8), (byte)tag, .. zone.Wire.Span];
        var signature = SignatureAlgorithm.Ed25519.Sign(key, [.. head, .. DnsRecordCodec.Write(record)]);
        return new DnsRecord(record.Owner, DnsType.RRSIG, 60, (byte[])[.. head, .. signature]);
    }
}
