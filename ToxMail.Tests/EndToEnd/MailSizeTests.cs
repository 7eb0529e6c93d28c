using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

[Collection(typeof(TwoNodes))]
public sealed class MailSizeTests(PairFixture pair)
{
    /// <summary>Less than the smallest of the mails it is held against; up to 45 MB of it are libtoxcore's own packet arrays.</summary>
    private const long GrowthLimit = 90_000_000;

    // 100 MB take 12 s on an idle machine, 1 GB (nightly) a minute and a half.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(Nightly.IsOn ? 15 : 4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(1_371)]
    [InlineData(10_968)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    [InlineData(1_048_576)]
    [InlineData(10_000_000)]
    public async Task Arrives_byte_for_byte(int bodySize)
    {
        var mail = TestMail.Create(pair.Alice, pair.Bob, bodySize);

        await pair.Alice.SendAsync(mail, pair.Bob, Cancelled);

        await pair.Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        mail.AssertArrivedAs(Assert.Single(await pair.Bob.EmptyMailboxAsync(Cancelled)));
        var rows = await pair.Alice.WaitForOutboxAsync(Timeout, Cancelled);
        Assert.Equal("Delivered", rows[0].State);
    }

    [Fact]
    public async Task Arrives_byte_for_byte_at_flat_memory_however_large_it_is()
    {
        var mail = TestMail.Create(pair.Alice, pair.Bob, Nightly.LargestBody);
        var (alice, bob) = (pair.Alice.Node.Figures.ResidentBytes, pair.Bob.Node.Figures.ResidentBytes);
        ProcessFigures.ResetPeak(pair.Alice.Node.ProcessId);
        ProcessFigures.ResetPeak(pair.Bob.Node.ProcessId);

        await pair.Alice.SendAsync(mail, pair.Bob, Cancelled);

        await pair.Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        mail.AssertArrivedAs(Assert.Single(await pair.Bob.EmptyMailboxAsync(Cancelled)));
        Assert.InRange(pair.Alice.Node.Figures.PeakResidentBytes - alice, long.MinValue, GrowthLimit);
        Assert.InRange(pair.Bob.Node.Figures.PeakResidentBytes - bob, long.MinValue, GrowthLimit);
    }

    [Fact]
    public async Task Goes_both_ways_at_once_with_small_mails_not_waiting_behind_a_large_one()
    {
        var large = TestMail.Create(pair.Alice, pair.Bob, 40_000_000);
        var answer = TestMail.Create(pair.Bob, pair.Alice, 2_000_000);
        var small = TestMail.Create(pair.Alice, pair.Bob, 1_000);
        await pair.Alice.SendAsync(large, pair.Bob, Cancelled);
        await pair.Bob.SendAsync(answer, pair.Alice, Cancelled);

        await pair.Alice.SendAsync(small, pair.Bob, Cancelled);

        await pair.Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        small.AssertArrivedAs((await pair.Bob.ReadMailboxAsync(Cancelled))[0]);
        await pair.Bob.WaitForMailsAsync(2, Timeout, Cancelled);
        await pair.Alice.WaitForMailsAsync(1, Timeout, Cancelled);
        large.AssertArrivedAs((await pair.Bob.EmptyMailboxAsync(Cancelled))[1]);
        answer.AssertArrivedAs(Assert.Single(await pair.Alice.EmptyMailboxAsync(Cancelled)));
    }
}
