using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class QuotaTests
{
    private const int Small = 4096;

    [Theory, InlineData(false), InlineData(true)]
    public void Takes_no_more_of_a_contact_in_a_day_than_its_share_be_it_for_us_or_for_others(bool mine)
    {
        var scene = new Scene(new RelayOptions { DailyBytesPerContact = 3 * Small });
        scene.Online(Scene.Alice, Scene.Bob);
        PublicKey? author = mine ? Scene.Dave : null;
        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => scene.Give(Scene.Alice, scene.Envelope(author: author))));

        Assert.True(scene.Give(Scene.Bob, scene.Envelope()));
        scene.Pass(TimeSpan.FromDays(1));
        Assert.True(scene.Give(Scene.Alice, scene.Envelope()));
    }

    [Fact]
    public void Asks_a_contact_for_no_more_than_the_rest_of_its_share()
    {
        var scene = new Scene(new RelayOptions { DailyBytesPerContact = 3 * Small });
        scene.Online(Scene.Alice);
        for (var i = 0; i < 10; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope());
        }

        scene.Pass(scene.Options.MaxWantDelay);

        Assert.Equal(3, scene.Output.Wants.Count);
    }

    [Fact]
    public void Takes_fifty_first_letters_of_a_contact_in_a_day()
    {
        var scene = new Scene();
        scene.Online(Scene.Alice);

        var taken = Enumerable.Range(0, 60).Count(_ => scene.Give(Scene.Alice, scene.Envelope(intro: true)));

        Assert.Equal(50, taken);
    }

    [Fact]
    public void Asks_for_no_more_than_fifty_first_letters_at_once()
    {
        var scene = new Scene();
        scene.Online(Scene.Alice);
        for (var i = 0; i < 60; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope(intro: true));
        }

        scene.Pass(scene.Options.MaxWantDelay);

        Assert.Equal(50, scene.Output.Wants.Count);
    }

    [Fact]
    public void What_a_share_does_not_allow_today_is_asked_for_tomorrow_and_the_log_is_not_read_past_it()
    {
        var scene = new Scene(new RelayOptions { DailyBytesPerContact = Small });
        var (first, second) = (scene.Envelope(), scene.Envelope());
        var day = scene.Now.Day;
        scene.Online(Scene.Alice);
        scene.Offer(Scene.Alice, first, upTo: 1);
        scene.Offer(Scene.Alice, second, upTo: 2);
        scene.Pass(scene.Options.MaxWantDelay);
        var asked = Assert.Single(scene.Output.Wants).Id == first.Id ? first : second;
        Assert.True(scene.Node.Arrived(Scene.Alice, asked, scene.Now));
        Assert.NotEqual(2UL, scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);

        var other = asked == first ? second : first;
        scene.PassUntilWanted(other);

        Assert.NotEqual(day, scene.Now.Day);
        Assert.True(scene.Node.Arrived(Scene.Alice, other, scene.Now));
        Assert.Equal(2UL, scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
    }

    [Fact]
    public void What_does_not_come_is_asked_for_three_times_and_offered_again_in_the_next_session()
    {
        var scene = new Scene();
        scene.Online(Scene.Alice);
        scene.Offer(Scene.Alice, scene.Envelope(), upTo: 7);

        scene.Pass(TimeSpan.FromDays(1));

        Assert.Equal(3, scene.Output.Wants.Count);
        Assert.Equal(0UL, scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
        scene.Node.Offline(Scene.Alice, scene.Now);
        scene.Online(Scene.Alice);
        scene.Node.Offered(Scene.Alice, 7, [], scene.Now);
        Assert.Equal(7UL, scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
    }

    [Fact]
    public void A_first_letter_that_nobody_paid_for_is_not_kept_but_counted_and_no_stamp_is_looked_at_that_nobody_asked_for()
    {
        var scene = new Scene();
        scene.Online(Scene.Alice, Scene.Bob);
        var looked = 0;
        bool IsPaid(bool answer) => looked++ >= 0 && answer;

        Assert.False(scene.Node.Arrived(Scene.Alice, scene.Envelope(intro: true), scene.Now, () => IsPaid(true)));
        Assert.Equal(0, looked);
        for (var i = 0; i < 60; i++)
        {
            var unpaid = scene.Envelope(intro: true);
            scene.Offer(Scene.Alice, unpaid);
            scene.Pass(scene.Options.MaxWantDelay);
            Assert.False(scene.Node.Arrived(Scene.Alice, unpaid, scene.Now, () => IsPaid(false)));
        }

        Assert.Equal(50, looked);
        var letter = scene.Envelope();
        scene.Offer(Scene.Bob, letter);
        scene.Pass(scene.Options.MaxWantDelay);
        Assert.True(scene.Node.Arrived(Scene.Bob, letter, scene.Now, () => IsPaid(false)));
    }

    [Fact]
    public void A_first_letter_at_the_end_of_its_way_is_taken_by_everybody_for_nobody_can_tell_whose_it_is()
    {
        var scene = new Scene(new RelayOptions { TailProbability = 0 });
        scene.Online(Scene.Alice);

        Assert.True(scene.Give(Scene.Alice, scene.Envelope(intro: true), EnvelopeOffer.TailHops));
        Assert.False(scene.Give(Scene.Alice, scene.Envelope(), EnvelopeOffer.TailHops));
    }

    [Fact]
    public void A_contact_whose_share_is_full_gets_room_only_by_what_others_have_already()
    {
        var scene = new Scene(new RelayOptions { PerContactEnvelopes = 2 });
        scene.Online(Scene.Alice, Scene.Bob, Scene.Carol);
        var (first, second) = (scene.Envelope(), scene.Envelope());
        scene.Give(Scene.Alice, first);
        scene.Give(Scene.Alice, second);
        var third = scene.Envelope();
        Assert.False(scene.Give(Scene.Alice, third));

        scene.Offer(Scene.Bob, second);
        scene.Offer(Scene.Carol, second);
        scene.PassUntilWanted(third);

        Assert.True(scene.Node.Arrived(Scene.Alice, third, scene.Now));
        Assert.DoesNotContain(second.Id, scene.Output.Held.Keys);
        Assert.Contains(first.Id, scene.Output.Held.Keys);
    }

    [Fact]
    public void A_full_store_throws_out_what_the_contact_that_uses_most_has_handed_over()
    {
        var scene = new Scene(new RelayOptions { StoreBytes = 10 * Small });
        scene.Online(Scene.Alice, Scene.Bob);
        var own = scene.Envelope();
        scene.Node.Inject(own, scene.Now);
        var honest = Enumerable.Range(0, 3).Select(_ => scene.Envelope()).ToArray();
        Assert.All(honest, envelope => Assert.True(scene.Give(Scene.Bob, envelope)));

        for (var i = 0; i < 20; i++)
        {
            scene.Give(Scene.Alice, scene.Envelope());
        }

        Assert.All(honest.Append(own), envelope => Assert.Contains(envelope.Id, scene.Output.Held.Keys));
        Assert.Equal(10, scene.Node.Usage(scene.Now).Envelopes);
    }

    [Fact]
    public void What_had_to_go_is_not_taken_again()
    {
        var scene = new Scene(new RelayOptions { StoreBytes = Small });
        scene.Online(Scene.Alice, Scene.Bob);
        var first = scene.Envelope(life: TimeSpan.FromDays(1));
        scene.Give(Scene.Alice, first);
        scene.Give(Scene.Alice, scene.Envelope(life: TimeSpan.FromDays(2)));
        Assert.DoesNotContain(first.Id, scene.Output.Held.Keys);

        Assert.False(scene.Give(Scene.Bob, first));
    }

    [Fact]
    public void Takes_neither_what_has_expired_nor_what_claims_to_live_too_long()
    {
        var scene = new Scene();
        scene.Online(Scene.Alice);

        Assert.False(scene.Give(Scene.Alice, scene.Envelope(life: TimeSpan.FromHours(-7))));
        Assert.False(scene.Give(Scene.Alice, scene.Envelope(life: TimeSpan.FromDays(17))));
        Assert.True(scene.Give(Scene.Alice, scene.Envelope(life: TimeSpan.FromDays(15))));
    }

    [Fact]
    public void What_has_expired_is_dropped()
    {
        var scene = new Scene();
        scene.Online(Scene.Alice);
        scene.Give(Scene.Alice, scene.Envelope(life: TimeSpan.FromDays(1)));

        scene.Pass(TimeSpan.FromDays(2));

        Assert.Empty(scene.Output.Held);
        Assert.Equal(0, scene.Node.Usage(scene.Now).Bytes);
    }

    [Fact]
    public void Who_lies_about_an_envelope_is_not_believed_and_the_next_is_asked()
    {
        var scene = new Scene();
        var envelope = scene.Envelope();
        scene.Online(Scene.Alice, Scene.Bob);
        scene.Node.Offered(Scene.Alice, 1, [Scene.OfferOf(envelope) with { Tag = new EnvelopeTag(1) }], scene.Now);
        scene.Pass(scene.Options.MaxWantDelay);
        scene.Offer(Scene.Bob, envelope);
        Assert.False(scene.Node.Arrived(Scene.Alice, envelope, scene.Now));

        scene.Pass(scene.Options.MaxWantDelay);

        Assert.True(scene.Node.Arrived(Scene.Bob, envelope, scene.Now));
    }

    [Fact]
    public void A_hostile_log_without_end_costs_bounded_memory()
    {
        var scene = new Scene(new RelayOptions { DailyBytesPerContact = long.MaxValue / 4, PerContactBytes = long.MaxValue / 4, PerContactEnvelopes = int.MaxValue });
        scene.Online(Scene.Alice);
        for (var i = 0; i < 20_000; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope());
        }

        scene.Pass(scene.Options.MaxWantDelay);

        Assert.Equal(8192, scene.Output.Wants.Count);
    }
}
