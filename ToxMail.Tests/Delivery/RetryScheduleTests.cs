using CsCheck;
using ToxMail.Core.Delivery.Sending;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly TimeSpan[] Schedule = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(2)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 120)]
    [InlineData(1000, 120)]
    public void Waits_in_order_and_repeats_the_last(int attempts, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetrySchedule.WaitAfter(Schedule, attempts));

    [Fact]
    public void Any_number_of_attempts_has_a_wait_of_the_schedule() =>
        Gen.Int.Sample(static attempts => Assert.Contains(RetrySchedule.WaitAfter(Schedule, attempts), Schedule));
}
