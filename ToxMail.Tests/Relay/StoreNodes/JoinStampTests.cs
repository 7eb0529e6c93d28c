using ToxMail.Core.Relay.StoreNodes;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Relay.StoreNodes;

public sealed class JoinStampTests
{
    /// <summary>Found by a program of its own, with crypto_pwhash of libsodium, for 32 bytes of 2 who ask 32 bytes of 1.</summary>
    internal const string Known = "TMR1 join AgAAAAAAAAAAAAAAAAAAAA";

    [Fact]
    public void A_stamp_is_good_for_who_made_it_and_the_node_that_is_asked_alone()
    {
        var stamp = JoinText.Read(Known)!;

        Assert.True(JoinStamp.IsGood(Key(2), Key(1), stamp));
        Assert.False(JoinStamp.IsGood(Key(1), Key(2), stamp));
        Assert.False(JoinStamp.IsGood(Key(3), Key(1), stamp));
        Assert.False(JoinStamp.IsGood(Key(2), Key(3), stamp));
        stamp[15]++;
        Assert.False(JoinStamp.IsGood(Key(2), Key(1), stamp));
    }

    [Fact]
    public void Making_one_ends_when_the_node_does()
    {
        using var ended = new CancellationTokenSource();
        var tries = 0;
        Assert.Throws<OperationCanceledException>(MakeAll);
        Assert.Equal(1, tries);

        // A stamp that happens to be good at the first try is made anew.
        void MakeAll()
        {
            while (true)
            {
                JoinStamp.Make(Key(2), Key(1), made => { tries = made; ended.Cancel(); }, ended.Token);
            }
        }
    }

    [Theory]
    [InlineData("TMR1 join ", true)]
    [InlineData("TMR1 join AgAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("TMR1 join AgAAAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("TMR1 join \u00e4gAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("tmr1 join AgAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("Hello, it is Bob", false)]
    [InlineData("", false)]
    public void A_text_without_a_stamp_is_a_bad_request_to_join_or_none(string text, bool asks)
    {
        Assert.Equal(asks, JoinText.IsOne(text));
        Assert.Null(JoinText.Read(text));
        Assert.Equal(Known, JoinText.Of(JoinText.Read(Known)));
    }
}
