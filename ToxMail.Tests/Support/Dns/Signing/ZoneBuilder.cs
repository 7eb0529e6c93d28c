using System.Text;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Tests.Support.Dns.Signing;

/// <summary>Builds and signs a zone record by record, with a place to interfere at every step.</summary>
internal sealed class ZoneBuilder
{
    public const uint Ttl = 300;

    private static readonly DnsName _server = DnsName.Parse("ns.gen");

    public ZoneBuilder(DnsName name, SigningKey entry, SigningKey key, DateTimeOffset now)
    {
        (Name, Entry, Key, Now) = (name, entry, key, now);
        Keys = [entry, key];
        byte[] numbers = [0, 0, 0, 1, 0, 0, 14, 16, 0, 0, 2, 88, 0, 1, 81, 128, 0, 0, 1, 44];
        Records = [new DnsRecord(name, DnsType.SOA, Ttl, (byte[])[.. _server.Wire.Span, .. _server.Wire.Span, .. numbers]), new DnsRecord(name, DnsType.NS, Ttl, _server.Wire)];
        Delegations = zone => [zone.Entry.Delegation(zone.Name)];
    }

    public DnsName Name { get; }

    public DateTimeOffset Now { get; }

    /// <summary>Zones below, to be served with this one.</summary>
    public List<ZoneBuilder> Children { get; } = [];

    /// <summary>Signs the key set.</summary>
    public SigningKey Entry { get; set; }

    /// <summary>Signs everything else.</summary>
    public SigningKey Key { get; set; }

    /// <summary>The key set.</summary>
    public List<SigningKey> Keys { get; }

    public List<DnsRecord> Records { get; }

    /// <summary>The DS records in the parent.</summary>
    public Func<ZoneBuilder, IReadOnlyList<DnsRecord>> Delegations { get; set; }

    /// <summary>Changes a signature before it is made.</summary>
    public Action<SignatureDraft>? Drafting { get; set; }

    /// <summary>Changes the signed zone.</summary>
    public Action<List<DnsRecord>>? Finishing { get; set; }

    public bool IsSigned { get; set; } = true;

    public DnsName Child(string labels) => DnsName.Parse($"{labels}.{Name}");

    public void AddText(string owner, params string[] texts) => Records.AddRange(texts.Select(text => Text(owner, text)));

    public DnsRecord Text(string owner, string text) =>
        new(Child(owner), DnsType.TXT, Ttl, text.Chunk(255).DefaultIfEmpty([]).SelectMany(static part => Encoding.ASCII.GetBytes(part).Prepend((byte)part.Length)).ToArray());

    public void AddAlias(string owner, DnsName target, DnsType type = DnsType.CNAME) => Records.Add(new DnsRecord(Child(owner), type, Ttl, target.Wire));

    public SignatureDraft Draft(DnsName owner, DnsType type)
    {
        var key = type is DnsType.DNSKEY ? Entry : Key;
        return new SignatureDraft
        {
            Owner = owner,
            Type = type,
            Covers = type,
            Key = key,
            KeyTag = key.Tag,
            Algorithm = (byte)key.Algorithm,
            Signer = Name,
            Labels = (byte)(owner.LabelCount - (owner.IsWildcard ? 1 : 0)),
            OriginalTtl = Ttl,
            Inception = Now.AddDays(-2),
            Expiration = Now.AddDays(10),
        };
    }

    /// <summary>All records, with keys, NSEC records and signatures when it is signed.</summary>
    public List<DnsRecord> Build()
    {
        var records = Records.ToList();
        if (IsSigned)
        {
            records.AddRange(Keys.Select(key => new DnsRecord(Name, DnsType.DNSKEY, Ttl, key.Data)));
            records.AddRange(NsecChain.Of(records, Name));
            records.AddRange(records.Where(IsOurs).GroupBy(static record => (record.Owner, record.Type)).Select(Sign).ToList());
        }

        Finishing?.Invoke(records);
        return records;
    }

    /// <summary>The NS records of a child and what lies below it are the child's.</summary>
    private bool IsOurs(DnsRecord record) => record.Type is DnsType.DS or DnsType.NSEC
        || !Records.Exists(cut => cut.Type is DnsType.NS && !cut.Owner.Equals(Name) && record.Owner.IsUnder(cut.Owner));

    private DnsRecord Sign(IGrouping<(DnsName Owner, DnsType Type), DnsRecord> set)
    {
        var draft = Draft(set.Key.Owner, set.Key.Type);
        Drafting?.Invoke(draft);
        return draft.Sign(set);
    }
}
