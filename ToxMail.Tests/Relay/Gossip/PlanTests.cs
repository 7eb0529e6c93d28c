using System.Globalization;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class PlanTests
{
    private static readonly DateTimeOffset _written = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly RelayOptions _options = new() { EscalateAfter = [TimeSpan.FromHours(24), TimeSpan.FromHours(72)], Hops = [2, 4, 99] };

    [Theory]
    [InlineData(0, -1, 10)]
    [InlineData(0.2, 0, 24 * 60)]
    [InlineData(24, 1, 72 * 60)]
    [InlineData(71, 1, 72 * 60)]
    [InlineData(100, 2, null)]
    public void A_mail_goes_farther_with_age(double hours, int stage, int? nextMinutes)
    {
        var age = TimeSpan.FromHours(hours);

        Assert.Equal(stage, CarriagePlan.StageAt(age, _options));
        Assert.Equal(nextMinutes is { } next ? TimeSpan.FromMinutes(next) : null, CarriagePlan.NextStageAfter(age, _options));
    }

    [Fact]
    public void Hops_are_those_of_the_stage_and_never_more_than_there_are() =>
        Assert.Equal([2, 4, EnvelopeOffer.MaxHops, EnvelopeOffer.MaxHops], Enumerable.Range(0, 4).Select(stage => CarriagePlan.HopsOf(stage, _options)));

    [Theory]
    [InlineData(0.1, 24)]
    [InlineData(23.9, 24)]
    [InlineData(24, 48)]
    [InlineData(30, 48)]
    [InlineData(100, 120)]
    public void A_receipt_leaves_at_the_next_whole_day_of_the_mail_and_up_to_two_hours_later(double arrivedHours, double dueHours)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var due = ReceiptPlan.NextDue(_written, _written + TimeSpan.FromHours(arrivedHours), _options, new Random(seed));

            Assert.InRange((due - _written).TotalHours, dueHours, dueHours + 2);
        }
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z", 2)]
    [InlineData("1970-01-01T00:00:00Z", 1)]
    public void A_receipt_leaves_within_days_whatever_date_the_mail_bears(string written, int days)
    {
        var due = ReceiptPlan.NextDue(DateTimeOffset.Parse(written, CultureInfo.InvariantCulture), _written, _options, new Random(1));

        Assert.InRange(due, _written, _written + TimeSpan.FromDays(days) + TimeSpan.FromHours(2));
        Assert.True(due <= ReceiptPlan.LatestDue(_written, _options));
    }

    [Theory]
    [InlineData(ReceiptPolicy.Prompt, 0, false, true)]
    [InlineData(ReceiptPolicy.Guarded, 1, false, false)]
    [InlineData(ReceiptPolicy.Guarded, 2, false, true)]
    [InlineData(ReceiptPolicy.Guarded, 1, true, true)]
    [InlineData(ReceiptPolicy.Strict, 9, true, false)]
    internal void A_receipt_leaves_over_relays_as_the_policy_says(ReceiptPolicy policy, int offerers, bool isFromOwnStore, bool leaves) =>
        Assert.Equal(leaves, ReceiptPlan.MayLeave(policy, offerers, isFromOwnStore));

    [Fact]
    public void A_clock_that_most_contacts_contradict_is_not_trusted()
    {
        Assert.True(ClockJudgement.IsTrusted([TimeSpan.Zero, TimeSpan.FromDays(40), TimeSpan.FromMinutes(3)]));
        Assert.False(ClockJudgement.IsTrusted([TimeSpan.FromDays(-40), TimeSpan.FromHours(-13), TimeSpan.FromMinutes(3)]));
        Assert.True(ClockJudgement.IsTrusted([TimeSpan.FromDays(40), TimeSpan.FromMinutes(3)]));
        Assert.False(ClockJudgement.IsTrusted([TimeSpan.FromDays(40)]));
    }

    [Fact]
    public void A_clock_that_nobody_confirms_is_not_trusted()
    {
        Assert.False(ClockJudgement.IsTrusted([]));
    }

    [Theory]
    [InlineData(3, RelayMode.Contacts, 0, 2)]
    [InlineData(1, RelayMode.Contacts, 0, 0)]
    [InlineData(0, RelayMode.Contacts, 0, null)]
    [InlineData(255, RelayMode.Contacts, 0, null)]
    [InlineData(0, RelayMode.Contacts, 0.03, 255)]
    [InlineData(4, RelayMode.Store, 0, 255)]
    internal void A_contact_is_told_one_hop_less_and_nothing_at_the_end(byte hops, RelayMode mode, double tail, int? shown) =>
        Assert.Equal(shown, HopRule.Shown(hops, new RelayOptions { Mode = mode, TailProbability = tail }));
}
