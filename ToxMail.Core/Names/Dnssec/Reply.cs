using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>The records that a resolver gave for one question, none of them trusted.</summary>
internal sealed record Reply(IReadOnlyList<DnsRecord> Answers, IReadOnlyList<DnsRecord> Authorities)
{
    public RecordSet? FindAnswer(DnsName owner, DnsType type) => RecordSet.Find(Answers, owner, type);

    /// <summary>The sets of a type in the authority section, where proofs that something is not there stand.</summary>
    public IEnumerable<RecordSet> Denials(DnsType type) =>
        Authorities.Where(record => record.Type == type).Select(static record => record.Owner).Distinct()
            .Select(owner => RecordSet.Find(Authorities, owner, type)).OfType<RecordSet>();
}
