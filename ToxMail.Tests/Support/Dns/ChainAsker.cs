using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;

namespace ToxMail.Tests.Support.Dns;

/// <summary>Asks a resolver everything that the validator wants to know about a name.</summary>
internal static class ChainAsker
{
    private const int MaxQuestions = 40;

    public static async Task<(ChainVerdict Verdict, RecordBag Bag)> ExamineAsync(
        int port, DnsName name, DnsType type, TrustAnchors anchors, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bag = new RecordBag();
        while (true)
        {
            var verdict = ChainValidator.Examine(name, type, bag, anchors, now);
            if (verdict is not ChainVerdict.Needs needs || bag.Count == MaxQuestions)
            {
                return (verdict, bag);
            }

            bag.Add(needs.Name, needs.Type, await DnsAsker.AskAsync(port, needs.Name, needs.Type, cancellationToken));
        }
    }
}
