using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Names;

/// <summary>Asks for what the validator needs until it knows.</summary>
internal sealed class ProofGathering(Inquiry inquiry, TrustAnchors anchors, TimeProvider time)
{
    /// <summary>More than the longest honest chain takes: each label of a name may be a zone, and there may be aliases.</summary>
    private const int MaxQuestions = 40;

    private readonly RecordBag _bag = new();

    /// <summary>The verdict on the records of a name, whose first answer is here already; or what kept the resolver from answering a question.</summary>
    internal async Task<(ChainVerdict? Verdict, ServerReply.Failed? Failure)> JudgeAsync(DnsName name, DnsType type, DnsMessage first, CancellationToken cancellationToken)
    {
        _bag.Add(name, type, first);
        while (true)
        {
            var verdict = ChainValidator.Examine(name, type, _bag, anchors, time.GetUtcNow());
            if (verdict is not ChainVerdict.Needs needs)
            {
                return (verdict, null);
            }

            if (_bag.Count == MaxQuestions)
            {
                return (new ChainVerdict.Bogus($"More than {MaxQuestions} questions would be needed to prove it."), null);
            }

            if (await AskAsync(needs, cancellationToken) is { } failure)
            {
                return (null, failure);
            }
        }
    }

    /// <summary>
    /// A resolver that cannot answer such questions at all, as some small ones, shows as much as one that says that there is nothing: no proof. It is trusted with no more for it.
    /// </summary>
    private async Task<ServerReply.Failed?> AskAsync(ChainVerdict.Needs needs, CancellationToken cancellationToken)
    {
        var reply = await inquiry.AskAsync(needs.Name, needs.Type, cancellationToken);
        if (reply is ServerReply.Answer { Message.Code: DnsRcode.NoError or DnsRcode.NoSuchDomain } answer)
        {
            _bag.Add(needs.Name, needs.Type, answer.Message);
        }
        else
        {
            _bag.Add(needs.Name, needs.Type, [], []);
        }

        return reply as ServerReply.Failed;
    }
}
