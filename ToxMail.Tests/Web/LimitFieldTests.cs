using ToxMail.Core.Relay;
using ToxMail.Web.Live;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class LimitFieldTests
{
    private static readonly RelayLimits Odd = RelayLimits.Of(new RelayOptions()) with { MaxMailBytes = 1_234_567 };

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 2.5 ", 2_621_440)]
    [InlineData("1.177", 1_234_567)]
    [InlineData("3.814", 3_999_269)]
    public void A_size_is_read_in_MiB_and_left_alone_keeps_its_octets(string typed, long bytes)
    {
        var field = Field(nameof(RelayLimits.MaxMailBytes));
        Assert.Equal("1.177", field.Typed);

        field.Typed = typed;

        Assert.Null(field.Fault);
        Assert.Equal(Odd with { MaxMailBytes = bytes }, field.On(Odd));
    }

    [Theory]
    [InlineData(nameof(RelayLimits.MaxMailBytes), "3.815", "It has to be a number from 0 to 3.814, such as 12 or 0.5.")]
    [InlineData(nameof(RelayLimits.StoreBytes), "-1", "It has to be a number from 0 to 1048576, such as 12 or 0.5.")]
    [InlineData(nameof(RelayLimits.StoreBytes), "1e400", "It has to be a number from 0 to 1048576, such as 12 or 0.5.")]
    [InlineData(nameof(RelayLimits.StoreBytes), "1,000", "It has to be a number from 0 to 1048576, such as 12 or 0.5.")]
    [InlineData(nameof(RelayLimits.PerContactEnvelopes), "2.5", "It has to be a whole number from 0 to 10000000.")]
    [InlineData(nameof(RelayLimits.MaxMembers), "", "It has to be a whole number from 0 to 2000.")]
    public void What_it_cannot_be_is_explained(string limit, string typed, string words)
    {
        var field = Field(limit);
        field.Typed = typed;
        Assert.Equal(words, field.Fault);
    }

    private static LimitField Field(string limit) => new RelayForm(Odd).Fields.Single(field => field.Limit == limit);
}
