using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns.Signing;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>A trust anchor's zone and one zone below it, made and judged in memory.</summary>
internal sealed class SmallChain
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DnsName Bob = DnsName.Parse("bob._tox.example.gen");

    private readonly SigningKey _entry = SigningKey.Make(DnssecAlgorithm.Ed25519, SigningKey.ZoneFlag | SigningKey.EntryFlag);
    private readonly SigningKey _key = SigningKey.Make(DnssecAlgorithm.Ed25519);

    public SmallChain()
    {
        Parent = new ZoneBuilder(DnsName.Parse("gen"), _entry, _key, Now);
        Child = new ZoneBuilder(DnsName.Parse("example.gen"), _entry, _key, Now);
        Child.AddText("bob._tox", "v=tox1;id=B0B");
        Parent.Records.Add(new DnsRecord(Child.Name, DnsType.NS, ZoneBuilder.Ttl, DnsName.Parse("ns.gen").Wire));
    }

    public ZoneBuilder Parent { get; }

    public ZoneBuilder Child { get; }

    /// <summary>The anchor names the parent's key.</summary>
    public TrustAnchors Anchors
    {
        get
        {
            var data = Parent.Entry.Delegation(Parent.Name).Data.Span;
            var text = $"gen DS {Parent.Entry.Tag} {data[2]} {data[3]} {Convert.ToHexString(data[4..])}";
            return TrustAnchors.TryParse([text], out var anchors, out var wrong) ? anchors : throw new FormatException(wrong);
        }
    }

    /// <summary>All records of both zones.</summary>
    public List<DnsRecord> Build()
    {
        Parent.Records.RemoveAll(static record => record.Type is DnsType.DS);
        Parent.Records.AddRange(Child.Delegations(Child));
        return [.. Child.Build(), .. Parent.Build()];
    }

    public ChainVerdict Examine(IReadOnlyList<DnsRecord> records) => Examine(records, Now);

    public ChainVerdict Examine(IReadOnlyList<DnsRecord> records, DateTimeOffset now) =>
        ChainValidator.Examine(Bob, DnsType.TXT, RecordBag.OfKept(records), Anchors, now);

    /// <summary>The chain of the proof as it is kept.</summary>
    public byte[] Proof() => Examine(Build()) is ChainVerdict.Proved proved ? proved.Chain.ToArray() : throw new InvalidOperationException("Not proved.");

    public ChainVerdict Check(byte[] chain) => ChainProof.Check(chain, Bob, DnsType.TXT, Anchors, Now);
}
