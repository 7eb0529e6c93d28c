using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class PrekeyTests
{
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);

    [Fact]
    public void Thirty_two_one_time_keys_and_then_the_fallback()
    {
        using var couple = Couple.Met();

        var prekeys = SealAndOpen(couple, 40);

        Assert.All(prekeys[..32], id => Assert.NotNull(id));
        Assert.All(prekeys[32..], id => Assert.Null(id));
        Assert.Equal(32, prekeys.Distinct().Count(id => id is not null));
    }

    [Fact]
    public void A_meeting_refills_them()
    {
        using var couple = Couple.Met();
        SealAndOpen(couple, 40);

        couple.Meet();

        Assert.All(SealAndOpen(couple, 20), id => Assert.NotNull(id));
    }

    [Fact]
    public void An_envelope_refills_them_too()
    {
        using var couple = Couple.Met();
        Assert.Null(couple.Bob.SealPrekeys(couple.Now, _week));
        SealAndOpen(couple, 32);

        var refill = couple.Bob.SealPrekeys(couple.Now, _week)!;
        Assert.Null(couple.Bob.SealPrekeys(couple.Now, _week));
        var opened = couple.Alice.Open(refill.Bytes, couple.Alice.ExpectedTags(couple.Now).Single(tag => tag.Tag == refill.Tag))!;
        Assert.True(couple.Alice.TakeMailedPrekeys(opened));
        Assert.All(SealAndOpen(couple, 20), id => Assert.NotNull(id));

        // What opened it is spent: it cannot bring keys back that were used since.
        couple.Alice.Spend(opened.PrekeyId!.Value);
        Assert.Null(couple.Alice.Open(refill.Bytes, couple.Alice.ExpectedTags(couple.Now).Single(tag => tag.Tag == refill.Tag)));
        Assert.False(couple.Alice.TakeMailedPrekeys(opened with { PrekeyId = null }));
        Assert.False(couple.Alice.TakeMailedPrekeys(opened with { Content = opened.Content with { Payload = opened.Content.Payload[..^1] } }));
        Assert.False(couple.Alice.TakeMailedPrekeys(opened with { Content = opened.Content with { Payload = default } }));
    }

    [Fact]
    public void An_envelope_that_would_open_twice_refills_nothing()
    {
        using var couple = Couple.Met();
        SealAndOpen(couple, 32);
        for (var i = 0; i < 32; i++)
        {
            Assert.NotNull(couple.Bob.Seal(couple.Mail($"{i}"), EnvelopeClass.Small, couple.Now, _week));
        }

        Assert.Null(couple.Bob.SealPrekeys(couple.Now, _week));
    }

    [Fact]
    public void The_fallback_is_renewed_weekly_and_the_old_one_erased_once_nothing_can_come_for_it()
    {
        using var couple = Couple.Met();
        SealAndOpen(couple, 32);
        var toTheOld = couple.AliceSeals("to the old fallback");
        var old = PrekeyId(couple, toTheOld);

        couple.Now += TimeSpan.FromDays(8);
        couple.Bob.Advance(couple.Now);
        couple.Meet();
        SealAndOpen(couple, 32);
        var toTheNew = couple.AliceSeals("to the new one");
        var renewed = PrekeyId(couple, toTheNew);
        Assert.NotEqual(old, renewed);
        Assert.NotNull(couple.BobOpens(toTheOld));
        Assert.NotNull(couple.BobOpens(toTheNew));

        using var later = PairState.Load(couple.Bob.Save(), couple.BobParties)!;
        later.Advance(couple.Now + TimeSpan.FromDays(18));
        Assert.True(Contains(couple.Bob, old));
        Assert.False(Contains(later, old));
        Assert.True(Contains(later, renewed));
    }

    [Fact]
    public void An_envelope_brings_the_newest_fallback()
    {
        using var couple = Couple.Met();
        couple.Meet();
        couple.Now += TimeSpan.FromDays(8);
        couple.Bob.Advance(couple.Now);

        var answer = couple.Bob.Seal(couple.Mail("with a new fallback"), EnvelopeClass.Small, couple.Now, TimeSpan.FromDays(1))!;
        Assert.NotNull(Couple.Opens(couple.Alice, answer.Bytes, couple.Now));

        SealAndOpen(couple, 32);
        var id = PrekeyId(couple, couple.AliceSeals("to the fallback"));
        Assert.Equal(id, Keys(couple.Bob).Own.Fallbacks[^1].Key.Id);
        Assert.Equal(2, Keys(couple.Bob).Own.Fallbacks.Count);
    }

    [Fact]
    public void A_contact_that_was_silent_for_long_still_has_a_key_that_opens()
    {
        using var couple = Couple.Met();
        SealAndOpen(couple, 32);
        for (var i = 0; i < 50; i++)
        {
            couple.Now += TimeSpan.FromDays(1);
            couple.Bob.Advance(couple.Now);
        }

        Assert.NotNull(couple.BobOpens(couple.AliceSeals("after fifty days")));
    }

    [Fact]
    public void A_key_that_is_listed_again_is_kept()
    {
        using var couple = Couple.Met();
        couple.Bob.Receive([(byte)KeysType.Have, 0, 0, 0, 0, 0, 0], couple.Now);
        couple.Bob.Receive(couple.Alice.Greet(couple.Now)[1], couple.Now);

        couple.Bob.Advance(couple.Now + TimeSpan.FromDays(16));
        couple.Now += TimeSpan.FromDays(18);
        couple.Bob.Advance(couple.Now);

        Assert.NotNull(couple.BobOpens(couple.AliceSeals("to a key that was missed for a while"))!.PrekeyId);
    }

    [Fact]
    public void A_contact_that_always_claims_to_have_none_makes_this_node_keep_a_few_hundred_secrets_at_most()
    {
        using var couple = Couple.Met();
        byte[] none = [(byte)KeysType.Have, 0, 0, 0, 0, 0, 0];
        for (var i = 0; i < 50; i++)
        {
            couple.Bob.Receive(none, couple.Now);
        }

        Assert.Equal(OwnPrekeys.MaxSecrets, Keys(couple.Bob).Own.Once.Count);
        couple.Bob.Advance(couple.Now + TimeSpan.FromDays(18));
        Assert.Empty(Keys(couple.Bob).Own.Once);
    }

    private static List<uint?> SealAndOpen(Couple couple, int count)
    {
        List<uint?> prekeys = [];
        for (var i = 0; i < count; i++)
        {
            var opened = couple.BobOpens(couple.AliceSeals($"{i}"))!;
            prekeys.Add(opened.PrekeyId);
            if (opened.PrekeyId is { } id)
            {
                couple.Bob.Spend(id);
            }

            if (i % 60 == 59)
            {
                couple.Now += TimeSpan.FromDays(1);
            }
        }

        return prekeys;
    }

    /// <summary>Which prekey an envelope was sealed to.</summary>
    private static uint PrekeyId(Couple couple, SealedEnvelope envelope)
    {
        var tag = couple.Bob.ExpectedTags(couple.Now).Single(tag => tag.Tag == envelope.Tag);
        using var keys = Keys(couple.Bob).Generations.Find((uint)tag.Generation)!.Receive.KeysOf(tag.Day);
        return Envelope.PrekeyOf(envelope.Bytes) ^ keys.PrekeyMask(tag.Counter);
    }

    private static bool Contains(PairState state, uint prekey) => Keys(state).Own.Find(prekey, out _) is not null;

    private static PairKeys Keys(PairState state)
    {
        var keys = new PairKeys();
        Assert.True(PairStateCodec.TryRead(state.Save(), keys));
        return keys;
    }
}
