using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>One search for one name.</summary>
internal sealed class NameSearch(PublishedName name, Inquiry inquiry, TrustAnchors anchors, TimeProvider time)
{
    private readonly DnsName _owner = DnsName.Parse(name.RecordName);

    internal async Task<NameAnswer> RunAsync(CancellationToken cancellationToken) =>
        await inquiry.AskAsync(_owner, DnsType.TXT, cancellationToken) switch
        {
            ServerReply.Answer { Message: var message } => await JudgeAsync(message, cancellationToken),
            ServerReply.Failed failed => Later(failed),
            _ => throw new InvalidOperationException("There is no third kind of reply."),
        };

    private async Task<NameAnswer> JudgeAsync(DnsMessage message, CancellationToken cancellationToken)
    {
        switch (message.Code)
        {
            case DnsRcode.NoError or DnsRcode.NoSuchDomain when !HasRecords(message):
                return await NameAbsence.ExplainAsync(name, message, inquiry, cancellationToken);
            case DnsRcode.NoError or DnsRcode.NoSuchDomain:
                var (verdict, failure) = await new ProofGathering(inquiry, anchors, time).JudgeAsync(_owner, DnsType.TXT, message, cancellationToken);
                return verdict is null ? Later(failure!) : Conclude(verdict);
            default:
                return new NameAnswer.NotFound(NameFault.ResolverFailed, $"the resolver does not answer this question ({message.Code})", Later: true);
        }
    }

    /// <summary>Also an alias into nothing counts, which comes with "no such domain" (RFC 6604 3); DNAMEs belong to a name above.</summary>
    private static bool HasRecords(DnsMessage message) => message.Answers.Any(record => record.Type is DnsType.TXT or DnsType.CNAME or DnsType.DNAME);

    private NameAnswer Conclude(ChainVerdict verdict) => verdict switch
    {
        ChainVerdict.Proved proved => Read(proved.Records, ProofOf(proved), $"DNSSEC proves it for {proved.Zone}"),
        ChainVerdict.Unsigned unsigned when inquiry.IsDoubted => Doubted(unsigned),
        ChainVerdict.Unsigned unsigned when unsigned.Records.All(record => record.Type is DnsType.CNAME) => new NameAnswer.NotFound(
            NameFault.BadRecord, $"{name} is an alias for another name (CNAME), which is followed only where DNSSEC proves it", Later: false),
        ChainVerdict.Unsigned unsigned => Read(unsigned.Records, null, $"it could have been changed on the way: {Clause(unsigned.Why)}"),
        ChainVerdict.Bogus bogus => new NameAnswer.NotFound(NameFault.Bogus, $"the answer for {name} is not to be trusted: {Clause(bogus.Why)}", Later: false),
        _ => NameAbsence.NoRecord(name),
    };

    private NameAnswer Read(IReadOnlyList<DnsRecord> records, NameProof? proof, string why)
    {
        var texts = records.Where(record => record.Type is DnsType.TXT).Select(record => TxtData.TextOf(record.Data.Span)).OfType<string>();
        return NameRecords.Choose(texts) switch
        {
            NameRecordReading.Id id => new NameAnswer.Found { Id = id.ToxId, Proof = proof, Why = why, HasRecordSignature = id.Signed },
            NameRecordReading.Bad bad => new NameAnswer.NotFound(bad.Fault, bad.Why, Later: false),
            _ => NameAbsence.NoRecord(name),
        };
    }

    private NameProof ProofOf(ChainVerdict.Proved proved) => new(proved.Zone.ToString(), time.GetUtcNow(), proved.ValidUntil, proved.Chain);

    /// <summary>The resolver found something wrong that we cannot see, such as a signature that was taken out on its way to the resolver.</summary>
    private NameAnswer.NotFound Doubted(ChainVerdict.Unsigned unsigned) => new(
        NameFault.ResolverFailed, $"the resolver holds the answer for {name} for wrong, and there is no proof that it is right: {Clause(unsigned.Why)}", Later: true);

    /// <summary>The validator speaks in sentences, which end one of ours.</summary>
    private static string Clause(string sentence) => sentence.TrimEnd('.');

    private static NameAnswer.NotFound Later(ServerReply.Failed failed) => new(failed.Fault, failed.Why, Later: true);
}
