using Xunit;

namespace ToxMail.Tests.Simulation;

/// <summary>The small size of what <c>bench/simulate.sh</c> measures in full; <c>docs/simulation.md</c> has the tables.</summary>
public sealed class SimulationTests
{
    private const int Nodes = 100;
    private const int Mails = 200;

    [Theory]
    [InlineData(0.10, 40, 65, 97)]
    [InlineData(0.25, 72, 93, 99)]
    [InlineData(0.50, 85, 98, 99)]
    public void Mail_arrives_though_both_ends_are_seldom_online_together(double duty, double inOneDay, double inThreeDays, double inSevenDays)
    {
        var direct = new World(Worlds.Of(Worlds.Direct, Nodes, Mails, duty)).Run();
        var plan = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, duty)).Run();

        Assert.True(plan.InOneDay >= inOneDay && plan.InThreeDays >= inThreeDays && plan.InSevenDays >= inSevenDays, plan.ToString());
        Assert.True(plan.InThreeDays > direct.InThreeDays, direct.ToString());
        Assert.InRange(plan.Copies, 1, Nodes * 2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_world()
    {
        var (first, second) = (new World(Worlds.Of(Worlds.Plan, 50, 50, 0.25)), new World(Worlds.Of(Worlds.Plan, 50, 50, 0.25)));

        Assert.Equal(first.Run(), second.Run());
        Assert.Equal(first.Happenings, second.Happenings);
    }

    [Fact]
    public void Nodes_that_know_after_a_start_only_what_was_persisted_lose_nothing()
    {
        var kept = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25)).Run();
        var restarted = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25) with { Restarts = true }).Run();

        Assert.InRange(restarted.InSevenDays, kept.InSevenDays - 1, 100);
        Assert.InRange(restarted.Confirmed, kept.Confirmed - 5, 100);
    }

    [Fact]
    public void A_third_of_the_nodes_that_hand_on_nothing_do_not_stop_mail()
    {
        var result = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25) with { Droppers = 0.3 }).Run();

        Assert.True(result.InSevenDays >= 97, result.ToString());
    }

    [Fact]
    public void Who_writes_a_hundred_times_as_much_costs_others_less_than_two_points()
    {
        var calm = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25) with { Flooders = 0.02 }).Run();
        var flooded = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25) with { Flooders = 0.02, FloodPerDay = 100 }).Run();

        Assert.InRange(flooded.InSevenDays, calm.InSevenDays - 2, 100);
        Assert.InRange(flooded.InThreeDays, calm.InThreeDays - 2, 100);
    }

    [Fact]
    public void Room_for_some_sixty_envelopes_in_a_node_costs_less_than_a_point()
    {
        var free = new World(Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25)).Run();
        var tight = new World(Worlds.Of(Worlds.Plan with { StoreBytes = 64 * 4096, PerContactEnvelopes = 20 }, Nodes, Mails, 0.25)).Run();

        Assert.InRange(tight.InSevenDays, free.InSevenDays - 1, 100);
    }

    [Fact]
    public void Nothing_that_was_deleted_comes_back_with_those_who_were_away_for_ten_days()
    {
        var settings = Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25) with { Absent = 0.1, Life = TimeSpan.FromDays(12) };

        Assert.Equal(0, new World(settings).Run().Reappeared);
    }

    [Fact]
    public void Links_that_take_two_minutes_to_come_up_are_no_obstacle()
    {
        var settings = Worlds.Of(Worlds.Plan, Nodes, Mails, 0.25) with { LeastLinkDelay = TimeSpan.FromSeconds(10), MostLinkDelay = TimeSpan.FromMinutes(2) };
        var result = new World(settings).Run();

        Assert.True(result.InSevenDays >= 99, result.ToString());
    }
}
