using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>Gathers the signed sets that a proof consists of.</summary>
internal sealed class Proof(DateTimeOffset now)
{
    private readonly List<SetVerdict.Verified> _links = [];

    public void Add(SetVerdict.Verified link)
    {
        if (!_links.Exists(known => known.Set.Type == link.Set.Type && known.Set.Owner.Equals(link.Set.Owner)))
        {
            _links.Add(link);
        }
    }

    /// <summary>What is proved: the last set, by all of them.</summary>
    public ChainVerdict.Proved Complete(SetVerdict.Verified last) => new()
    {
        Records = [.. last.Set.Records.Select(record => record with { Ttl = Math.Min(record.Ttl, last.Signature.OriginalTtl) })],
        Zone = last.Signature.Signer,
        ValidUntil = _links.Min(link => SerialTime.Near(link.Signature.Expiration, now)),
        Chain = DnsRecordCodec.Write(_links.SelectMany(static link => link.Set.Records.Append(link.Signature.Record))),
    };
}
