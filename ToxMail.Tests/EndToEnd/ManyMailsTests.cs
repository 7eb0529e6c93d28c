using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

[Collection(typeof(TwoNodes))]
public sealed class ManyMailsTests(PairFixture pair)
{
    private const int Count = 1_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delivers_a_thousand_small_mails_in_a_row_each_once()
    {
        var mails = Enumerable.Range(0, Count).Select(i => TestMail.Create(pair.Alice, pair.Bob, 500 + i)).ToArray();
        await using (var smtp = await pair.Alice.OpenSmtpAsync(Cancelled))
        {
            foreach (var mail in mails)
            {
                using var bytes = new MemoryStream(mail.Bytes);
                Assert.StartsWith("250", await smtp.SubmitAsync(pair.Alice.Address, [pair.Bob.Address], bytes, Cancelled), StringComparison.Ordinal);
            }
        }

        await pair.Bob.WaitForMailsAsync(Count, Timeout, Cancelled);

        await pair.Alice.WaitForOutboxAsync(Timeout, Cancelled);
        Arrived.AssertEachOnce(mails, await pair.Bob.EmptyMailboxAsync(Cancelled));
    }
}
