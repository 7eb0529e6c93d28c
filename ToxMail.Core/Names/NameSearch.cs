using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Names;

/// <summary>One search for one name.</summary>
internal sealed class NameSearch(PublishedName name, Inquiry inquiry)
{
    private readonly DnsName _owner = DnsName.Parse(name.RecordName);

    internal async Task<NameAnswer> RunAsync(CancellationToken cancellationToken)
    {
        var reply = await inquiry.AskAsync(_owner, DnsType.TXT, cancellationToken);
        return reply switch
        {
            ServerReply.Failed failed => new NameAnswer.NotFound(failed.Fault, failed.Why, Later: true),
            ServerReply.Answer { Message: var message } => await JudgeAsync(message, cancellationToken),
            _ => throw new InvalidOperationException("There is no third kind of reply."),
        };
    }

    private async Task<NameAnswer> JudgeAsync(DnsMessage message, CancellationToken cancellationToken) => message.Code switch
    {
        DnsRcode.NoError when HasRecords(message) => FoundIn(message),
        DnsRcode.NoError or DnsRcode.NoSuchDomain => await NameAbsence.ExplainAsync(name, message, inquiry, cancellationToken),
        var code => new NameAnswer.NotFound(NameFault.ResolverFailed, $"the resolver does not answer this question (DNS code {(int)code})", Later: true),
    };

    private bool HasRecords(DnsMessage message) => message.Answers.Any(record => record.Owner.Equals(_owner) && record.Type is DnsType.TXT or DnsType.CNAME);

    private NameAnswer FoundIn(DnsMessage message)
    {
        var texts = message.Answers.Where(record => record.Type is DnsType.TXT && record.Owner.Equals(_owner)).Select(record => TxtData.TextOf(record.Data.Span)).OfType<string>();
        return NameRecords.Choose(texts) switch
        {
            NameRecordReading.Id id => new NameAnswer.Found { Id = id.ToxId, Proof = null, Why = "nobody proves it", HasRecordSignature = id.Signed },
            NameRecordReading.Bad bad => new NameAnswer.NotFound(bad.Fault, bad.Why, Later: false),
            _ => NameAbsence.NoRecord(name),
        };
    }
}
