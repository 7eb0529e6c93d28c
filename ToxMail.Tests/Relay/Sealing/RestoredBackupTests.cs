using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class RestoredBackupTests
{
    [Fact]
    public void Prekeys_handed_out_after_the_backup_are_withdrawn()
    {
        using var couple = new Couple();
        couple.Meet();
        var backup = couple.Bob.Save();
        Enumerable.Range(0, 20).ToList().ForEach(i => couple.BobOpens(couple.AliceSeals($"{i}")));
        couple.Now += TimeSpan.FromDays(1);
        couple.Meet();

        couple.Bob = PairState.Load(backup, couple.BobParties)!;
        couple.Meet();

        Assert.All(Enumerable.Range(0, 40), i => Assert.NotNull(couple.BobOpens(couple.AliceSeals($"{i}"))));
    }

    [Fact]
    public void A_node_that_does_not_know_its_state_is_old_finds_out()
    {
        using var couple = Couple.Met();
        var backup = couple.Alice.Save();
        couple.Now += TimeSpan.FromDays(1);
        couple.Meet();
        Restore(couple, backup);
        var confirmation = couple.Bob.Greet(couple.Now).Single(frame => frame[0] == (byte)KeysType.Confirm);

        var outcome = couple.Alice.Receive(confirmation, couple.Now);

        Assert.True(outcome.IsChanged);
        Assert.False(couple.Alice.CanSeal(couple.Now));
        couple.Meet();
        Assert.NotNull(couple.BobOpens(couple.AliceSeals("found out")));
    }

    [Fact]
    public void A_node_that_lost_all_but_its_identity_starts_again()
    {
        using var couple = Couple.Met();
        couple.Now += TimeSpan.FromDays(1);
        couple.Meet();

        couple.Alice.Dispose();
        couple.Alice = PairState.New(couple.AliceParties);
        couple.Meet();

        Assert.NotNull(couple.BobOpens(couple.AliceSeals("here again")));
    }

    private static void Restore(Couple couple, byte[] backup)
    {
        couple.Alice.Dispose();
        couple.Alice = PairState.Load(backup, couple.AliceParties)!;
    }
}
