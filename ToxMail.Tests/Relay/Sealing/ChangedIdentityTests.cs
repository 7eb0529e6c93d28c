using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class ChangedIdentityTests
{
    [Fact]
    public void Nothing_is_sealed_to_changed_keys_until_the_user_accepts_them()
    {
        using var couple = Couple.Met();
        using var renewed = MailIdentity.Create();
        couple.Bob.Dispose();
        couple.Bob = PairState.New(couple.BobParties with { Own = renewed });

        Assert.Contains(couple.Bob.Greet(couple.Now).ToList(), frame => couple.Alice.Receive(frame, couple.Now).PeerKeysChanged);
        Assert.False(couple.Alice.CanSeal(couple.Now));
        Assert.Equal(renewed.Public, couple.Alice.OtherCard?.Keys);
        Assert.NotEqual(renewed.Public, couple.Alice.PeerKeys);
        couple.Meet();
        Assert.False(couple.Alice.CanSeal(couple.Now));
        Assert.False(couple.Bob.CanSeal(couple.Now));

        couple.Alice.AcceptOther();
        couple.Meet();
        Assert.Equal(renewed.Public, couple.Alice.PeerKeys);
        Assert.NotNull(couple.BobOpens(couple.AliceSeals("to the new keys")));
    }

    [Fact]
    public void The_change_is_remembered_and_forgotten_when_the_old_keys_come_back()
    {
        using var couple = Couple.Met();
        using var other = MailIdentity.Create();
        using var impostor = PairState.New(couple.BobParties with { Own = other });
        couple.Alice.Receive(impostor.Greet(couple.Now)[0], couple.Now);

        couple.Alice = PairState.Load(couple.Alice.Save(), couple.AliceParties)!;
        Assert.False(couple.Alice.CanSeal(couple.Now));

        Assert.True(couple.Alice.Receive(couple.Bob.Greet(couple.Now)[0], couple.Now).IsChanged);
        Assert.True(couple.Alice.CanSeal(couple.Now));
    }

    [Fact]
    public void An_identity_bound_to_another_Tox_key_is_refused()
    {
        using var couple = new Couple();
        using var elsewhere = PairState.New(couple.BobParties with { OwnTox = new PublicKey(new byte[32]) });

        Assert.True(couple.Alice.Receive(elsewhere.Greet(couple.Now)[0], couple.Now).IsMalformed);
        Assert.Null(couple.Alice.PeerKeys);
    }

    [Fact]
    public void The_own_identity_thrown_back_is_refused()
    {
        using var couple = new Couple();
        using var mirror = PairState.New(couple.BobParties with { Own = couple.AliceParties.Own });

        Assert.True(couple.Alice.Receive(mirror.Greet(couple.Now)[0], couple.Now).IsMalformed);
    }

    [Fact]
    public void Keys_of_a_card_are_pinned_before_the_first_meeting()
    {
        using var couple = new Couple();
        using var other = MailIdentity.Create();

        Assert.Equal(CardVerdict.First, couple.Alice.Take(couple.BobsCard(couple.BobParties.Own)));
        Assert.Equal(CardVerdict.Other, couple.Alice.Judge(couple.BobsCard(other)));

        couple.Meet();
        Assert.True(couple.Alice.CanSeal(couple.Now));
    }

    [Fact]
    public void A_state_that_cannot_be_read_trusts_no_keys_until_the_user_accepts_them()
    {
        using var couple = Couple.Met();
        couple.Alice.Dispose();
        couple.Alice = PairState.Lost(couple.AliceParties);

        couple.Meet();
        Assert.False(couple.Alice.CanSeal(couple.Now));
        Assert.Equal(couple.BobParties.Own.Public, couple.Alice.OtherCard?.Keys);

        couple.Alice.AcceptOther();
        couple.Meet();
        Assert.NotNull(couple.BobOpens(couple.AliceSeals("written after the loss")));
        Assert.True(couple.Bob.CanSeal(couple.Now));
    }
}
