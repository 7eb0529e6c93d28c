using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>Cards with other mail keys than those that count.</summary>
public sealed class OtherCardTests : IDisposable
{
    private readonly Couple _couple = Couple.Met();
    private readonly MailIdentity _other = MailIdentity.Create();

    private MailKeys Old => _couple.BobParties.Own.Public;

    public void Dispose()
    {
        _couple.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Wait_for_the_user_whatever_the_contact_shows_and_over_a_restart()
    {
        var sealedBefore = _couple.Bob.Seal(_couple.Mail("sealed before"), EnvelopeClass.Small, _couple.Now, TimeSpan.FromDays(1))!;

        Assert.Equal(CardVerdict.Other, _couple.Alice.Take(_couple.BobsCard(_other)));

        Assert.Equal((false, true), (_couple.Alice.CanSeal(_couple.Now), _couple.Alice.IsOtherGiven));
        _couple.Alice = PairState.Load(_couple.Alice.Save(), _couple.AliceParties)!;
        _couple.Meet();
        Assert.Equal((false, _couple.BobsCard(_other)), (_couple.Alice.CanSeal(_couple.Now), _couple.Alice.OtherCard));
        Assert.NotNull(Couple.Opens(_couple.Alice, sealedBefore.Bytes, _couple.Now));

        _couple.Alice.KeepPinned();
        Assert.Null(_couple.Alice.OtherCard);
        Assert.NotNull(_couple.BobOpens(_couple.AliceSeals("with the keys of before")));
    }

    [Fact]
    public void Count_once_accepted_and_the_old_ones_are_a_change_then()
    {
        _couple.Alice.Take(_couple.BobsCard(_other));

        Assert.Equal(_couple.BobsCard(_other), _couple.Alice.AcceptOther());

        Assert.Equal((_other.Public, false, null), (_couple.Alice.PeerKeys, _couple.Alice.HasAgreed, _couple.Alice.OtherCard));
        Assert.True(_couple.Alice.Receive(_couple.Bob.Greet(_couple.Now)[0], _couple.Now).PeerKeysChanged);
        Assert.Equal((false, Old), (_couple.Alice.IsOtherGiven, _couple.Alice.OtherCard!.Keys));
        Assert.Equal(Old, _couple.Alice.AcceptOther()!.Keys);
        Assert.Equal(CardVerdict.Former, _couple.Alice.Judge(_couple.BobsCard(_other)));
    }

    [Fact]
    public void Of_keys_that_were_replaced_are_refused_over_a_restart()
    {
        _couple.Alice.Take(_couple.BobsCard(_other));
        _couple.Alice.AcceptOther();
        _couple.Alice = PairState.Load(_couple.Alice.Save(), _couple.AliceParties)!;

        Assert.Equal(CardVerdict.Former, _couple.Alice.Take(_couple.BobsCard(_couple.BobParties.Own)));

        Assert.Null(_couple.Alice.OtherCard);
        Assert.Equal(CardVerdict.Same, _couple.Alice.Take(_couple.BobsCard(_other)));
    }

    [Fact]
    public void Give_way_to_a_later_one_and_to_the_keys_that_count()
    {
        using var third = MailIdentity.Create();
        _couple.Alice.Take(_couple.BobsCard(_other));
        _couple.Alice.Take(_couple.BobsCard(third));
        Assert.Equal(third.Public, _couple.Alice.OtherCard!.Keys);

        Assert.Equal(CardVerdict.Same, _couple.Alice.Take(_couple.BobsCard(_couple.BobParties.Own)));

        Assert.True(_couple.Alice.CanSeal(_couple.Now));
    }

    [Fact]
    public void Given_to_the_user_come_before_those_that_somebody_shows()
    {
        using var thief = MailIdentity.Create();
        using var stolen = PairState.New(_couple.BobParties with { Own = thief });
        _couple.Alice.Take(_couple.BobsCard(_other));
        Assert.True(_couple.Alice.Receive(stolen.Greet(_couple.Now)[0], _couple.Now).PeerKeysChanged);

        Assert.Equal(_other.Public, _couple.Alice.AcceptOther()!.Keys);

        Assert.Equal((_other.Public, thief.Public), (_couple.Alice.PeerKeys, _couple.Alice.OtherCard!.Keys));
        Assert.False(_couple.Alice.CanSeal(_couple.Now));
    }

    [Fact]
    public void Former_keys_are_remembered_without_growing()
    {
        for (var i = 0; i < 12; i++)
        {
            using var next = MailIdentity.Create();
            _couple.Alice.Take(_couple.BobsCard(next));
            _couple.Alice.AcceptOther();
        }

        Assert.Equal(CardVerdict.Other, _couple.Alice.Judge(_couple.BobsCard(_couple.BobParties.Own)));
        Assert.NotNull(PairState.Load(_couple.Alice.Save(), _couple.AliceParties));
    }

    [Fact]
    public void A_state_from_before_there_were_any_is_read()
    {
        const int Pinned = 1 + 1 + MailKeys.Size;
        var saved = _couple.Alice.Save();
        var others = saved.AsSpan(Pinned, 4).ToArray();
        Assert.Equal(new byte[4], others);

        foreach (byte[] shown in (byte[][])[[0], [1, .. _other.Public.Bytes]])
        {
            _couple.Alice = PairState.Load([1, .. saved.AsSpan(1, Pinned - 1), .. shown, .. saved.AsSpan(Pinned + 4)], _couple.AliceParties)!;
            Assert.Equal((Old, null), (_couple.Alice.PeerKeys, _couple.Alice.OtherCard));
            Assert.NotNull(_couple.BobOpens(_couple.AliceSeals("the keys are there")));
        }
    }
}
