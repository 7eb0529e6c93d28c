using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Relay;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Relay;

public sealed class ContactClocksTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly ContactClocks _clocks;

    public ContactClocksTests() => _clocks = new ContactClocks(_time);

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void Nobody_who_is_online_means_that_nobody_knows()
    {
        Assert.False(_clocks.AgreeWithOurs);
        Assert.True(_clocks.Heard(TemporaryStore.Key(2), Now, isMember: false));
        Assert.False(_clocks.Heard(TemporaryStore.Key(3), Now, isMember: false));
        Assert.True(_clocks.AgreeWithOurs);

        _clocks.Gone(TemporaryStore.Key(2));
        _clocks.Gone(TemporaryStore.Key(3));
        Assert.True(_clocks.AreUnknown);
        Assert.False(_clocks.AgreeWithOurs);
    }

    [Fact]
    public void A_clock_heard_once_runs_on()
    {
        _clocks.Heard(TemporaryStore.Key(2), Now, isMember: false);
        _time.Advance(TimeSpan.FromDays(3));

        Assert.True(_clocks.AgreeWithOurs);
    }

    [Fact]
    public void Members_of_a_store_node_do_not_outvote_a_contact()
    {
        for (byte member = 10; member < 30; member++)
        {
            _clocks.Heard(TemporaryStore.Key(member), Now + 1_000_000, isMember: true);
        }

        Assert.False(_clocks.AgreeWithOurs);
        _clocks.Heard(TemporaryStore.Key(2), Now, isMember: false);
        Assert.True(_clocks.AgreeWithOurs);
    }
}
