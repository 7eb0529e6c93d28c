using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>
/// What was asked so far and what came back, each answer by itself: a record counts as the answer to the question it came for and to no other. Not thread-safe.
/// </summary>
internal sealed class RecordBag
{
    private readonly Dictionary<(DnsName Name, DnsType Type), Reply> _replies = [];
    private readonly Reply? _kept;

    public RecordBag()
    {
    }

    private RecordBag(Reply kept) => _kept = kept;

    /// <summary>Questions that were asked.</summary>
    public int Count => _replies.Count;

    /// <summary>A bag of a kept proof: nothing can be asked any more, and what is not in there is not there.</summary>
    public static RecordBag OfKept(IReadOnlyList<DnsRecord> records) => new(new Reply(records, records));

    public void Add(DnsName name, DnsType type, DnsMessage answer) => Add(name, type, answer.Answers, answer.Authorities);

    public void Add(DnsName name, DnsType type, IReadOnlyList<DnsRecord> answers, IReadOnlyList<DnsRecord> authorities) =>
        _replies[(name, type)] = new Reply(answers, authorities);

    /// <summary>The reply to a question, or nothing when it was not asked.</summary>
    public Reply? Find(DnsName name, DnsType type) => _kept ?? _replies.GetValueOrDefault((name, type));
}
