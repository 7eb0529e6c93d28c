using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class AgreementTests
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    [Fact]
    public void Strangers_cannot_seal_before_they_met()
    {
        using var couple = new Couple();

        Assert.False(couple.Alice.CanSeal(couple.Now));
        Assert.Null(couple.Alice.Seal(couple.Mail("hello"), EnvelopeClass.Small, couple.Now, _day));
        Assert.Empty(couple.Bob.ExpectedTags(couple.Now));

        couple.Meet();

        Assert.True(couple.Alice.CanSeal(couple.Now));
        Assert.True(couple.Bob.CanSeal(couple.Now));
    }

    [Fact]
    public void Keys_are_renewed_daily_and_not_more_often()
    {
        using var couple = Couple.Met();
        var first = NumbersOf(couple);

        couple.Now += TimeSpan.FromHours(6);
        couple.Meet();
        Assert.Equal(first, NumbersOf(couple));

        couple.Now += _day;
        couple.Meet();
        Assert.Equal([.. first, 2], NumbersOf(couple));
    }

    [Fact]
    public void Mail_under_the_keys_before_still_opens()
    {
        using var couple = Couple.Met();
        var old = couple.AliceSeals("old");

        for (var i = 0; i < 15; i++)
        {
            couple.Now += _day;
            couple.Meet();
            couple.Bob.Advance(couple.Now);
        }

        Assert.NotNull(couple.BobOpens(old));
    }

    [Fact]
    public void Keys_of_days_gone_by_are_erased()
    {
        using var couple = Couple.Met();
        var envelope = couple.AliceSeals("old");
        Envelope.TryReadHeader(envelope.Bytes, out var header);
        var tag = couple.Bob.ExpectedTags(couple.Now).Single(tag => tag.Tag == header.Tag);
        using var before = PairState.Load(couple.Bob.Save(), couple.BobParties)!;

        Assert.True(couple.Bob.Advance(couple.Now + TimeSpan.FromDays(17)));

        Assert.Null(couple.Bob.Open(envelope.Bytes, tag));
        Assert.NotNull(before.Open(envelope.Bytes, tag));
        Assert.DoesNotContain(couple.Bob.ExpectedTags(couple.Now), old => old.Tag == header.Tag);
    }

    [Fact]
    public void Newer_keys_erase_what_the_older_ones_sealed_with()
    {
        using var couple = Couple.Met();
        for (var i = 0; i < 5; i++)
        {
            couple.Now += _day;
            couple.Meet();
        }

        using var keys = new PairKeys();
        Assert.True(PairStateCodec.TryRead(couple.Alice.Save(), keys));

        var generations = keys.Generations.All;
        Assert.Equal(6, generations.Count);
        Assert.NotNull(generations[0].Send);
        Assert.All(generations.Skip(1), generation => Assert.Null(generation.Send));
        Assert.All(generations.Skip(Generations.MaxNamed), generation => Assert.Null(generation.Salt));
        Assert.All(generations.Skip(1), generation => Assert.NotNull(generation.LastDay));
    }

    [Fact]
    public void Meeting_daily_for_a_season_keeps_state_and_tags_small()
    {
        using var couple = Couple.Met();
        for (var i = 0; i < 90; i++)
        {
            couple.Now += _day;
            couple.Meet();
            couple.Alice.Advance(couple.Now);
            couple.Bob.Advance(couple.Now);
            Assert.NotNull(couple.BobOpens(couple.AliceSeals("daily")));
        }

        Assert.InRange(couple.Bob.Save().Length, 1, 12_000);
        var tags = couple.Bob.ExpectedTags(couple.Now);
        Assert.InRange(tags.Count, 1, 64 * 3 * 20);
        Assert.Equal(tags.Count, tags.Select(tag => tag.Tag).Distinct().Count());
    }

    [Fact]
    public void A_month_apart_they_still_write_to_each_other()
    {
        using var couple = Couple.Met();

        couple.Now += TimeSpan.FromDays(31);
        couple.Bob.Advance(couple.Now);

        Assert.NotNull(couple.BobOpens(couple.AliceSeals("still there?")));
    }

    [Theory, InlineData(-1), InlineData(1)]
    public void Clocks_a_day_apart_do_no_harm(int days)
    {
        using var couple = new Couple();
        Meet(couple, couple.Now, couple.Now + days * _day);

        var envelope = couple.AliceSeals("hello");
        var answer = couple.Bob.Seal(couple.Mail("hello"), EnvelopeClass.Small, couple.Now + days * _day, _day)!;

        Assert.NotNull(Couple.Opens(couple.Bob, envelope.Bytes, couple.Now + days * _day));
        Assert.NotNull(Couple.Opens(couple.Alice, answer.Bytes, couple.Now));
    }

    [Fact]
    public void Clocks_farther_apart_agree_on_nothing()
    {
        using var couple = new Couple();

        Meet(couple, couple.Now, couple.Now + 2 * _day);

        Assert.False(couple.Alice.CanSeal(couple.Now));
    }

    [Fact]
    public void A_clock_that_ran_ahead_and_was_set_back_needs_new_keys_and_gets_them()
    {
        using var couple = Couple.Met();
        couple.Alice.Advance(couple.Now + TimeSpan.FromDays(400));

        Assert.False(couple.Alice.CanSeal(couple.Now));

        couple.Meet();
        Assert.NotNull(couple.BobOpens(couple.AliceSeals("back in time")));
    }

    [Fact]
    public void Sixty_four_envelopes_a_day_and_then_none()
    {
        using var couple = Couple.Met();
        HashSet<EnvelopeTag> tags = [.. Enumerable.Range(0, 64).Select(i => couple.AliceSeals($"{i}").Tag)];

        Assert.Equal(64, tags.Count);
        Assert.False(couple.Alice.CanSeal(couple.Now));
        Assert.Null(couple.Alice.Seal(couple.Mail("one more"), EnvelopeClass.Small, couple.Now, _day));

        couple.Now += _day;
        Assert.True(couple.Alice.CanSeal(couple.Now));
        Assert.NotNull(couple.BobOpens(couple.AliceSeals("the next day")));
    }

    [Fact]
    public void Whoever_lost_the_confirmation_reads_and_learns_from_what_arrives()
    {
        using var couple = new Couple();
        couple.MeetUntil(() => couple.Bob.CanSeal(couple.Now));

        var envelope = couple.Bob.Seal(couple.Mail("hello"), EnvelopeClass.Small, couple.Now, _day)!;
        Assert.False(couple.Alice.CanSeal(couple.Now));

        Assert.NotNull(Couple.Opens(couple.Alice, envelope.Bytes, couple.Now));
        Assert.True(couple.Alice.CanSeal(couple.Now));
    }

    [Fact]
    public void Offers_without_end_are_not_answered()
    {
        using var couple = Couple.Met();
        couple.Now += _day;
        couple.Bob.Greet(couple.Now);

        var answered = Enumerable.Range(0, 50).Count(_ => couple.Bob.Receive(couple.Alice.Greet(couple.Now)[^1], couple.Now).Replies.Count > 0);

        Assert.InRange(answered, 1, 10);
    }

    [Fact]
    public void Agreements_without_end_are_not_made()
    {
        using var couple = Couple.Met();
        for (var i = 0; i < 30; i++)
        {
            couple.Alice.Dispose();
            couple.Alice = PairState.New(couple.AliceParties);
            couple.Meet();
        }

        Assert.InRange(NumbersOf(couple).Count, 2, 10);
    }

    private static List<int> NumbersOf(Couple couple) => [.. couple.Bob.ExpectedTags(couple.Now).Select(tag => tag.Generation).Distinct().Order()];

    /// <summary>A meeting of nodes with clocks of their own.</summary>
    private static void Meet(Couple couple, DateTimeOffset alices, DateTimeOffset bobs)
    {
        Queue<byte[]> toBob = new(couple.Alice.Greet(alices));
        Queue<byte[]> toAlice = new(couple.Bob.Greet(bobs));
        while (toBob.Count + toAlice.Count > 0)
        {
            Pass(toBob, frame => couple.Bob.Receive(frame, bobs), toAlice);
            Pass(toAlice, frame => couple.Alice.Receive(frame, alices), toBob);
        }
    }

    private static void Pass(Queue<byte[]> frames, Func<byte[], KeysOutcome> receive, Queue<byte[]> replies)
    {
        while (frames.TryDequeue(out var frame))
        {
            receive(frame).Replies.ToList().ForEach(replies.Enqueue);
        }
    }
}
