using System.Text;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class SealingTests
{
    [Fact]
    public void What_one_seals_the_other_opens()
    {
        using var couple = Couple.Met();

        var envelope = couple.AliceSeals("hello");
        var opened = couple.BobOpens(envelope)!;

        Assert.Equal("hello", Encoding.UTF8.GetString(opened.Content.Payload.Span));
        Assert.Equal(envelope.Release, opened.Release);
        Assert.Equal(envelope.Commitment, EnvelopeCipher.Commitment(opened.Release));
        Assert.NotNull(opened.PrekeyId);
    }

    [Fact]
    public void A_spent_one_time_key_opens_nothing_again()
    {
        using var couple = Couple.Met();
        var envelope = couple.AliceSeals("hello");

        couple.Bob.Spend(couple.BobOpens(envelope)!.PrekeyId!.Value);

        Assert.Null(couple.BobOpens(envelope));
    }

    [Fact]
    public void States_survive_being_saved_and_loaded()
    {
        using var couple = Couple.Met();

        couple.Alice = PairState.Load(couple.Alice.Save(), couple.AliceParties)!;
        couple.Bob = PairState.Load(couple.Bob.Save(), couple.BobParties)!;

        Assert.NotNull(couple.BobOpens(couple.AliceSeals("hello")));
        Assert.Equal(couple.Bob.Save(), PairState.Load(couple.Bob.Save(), couple.BobParties)!.Save());
    }
}
