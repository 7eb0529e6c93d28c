using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class FlightsTests
{
    private static readonly Digest Sent = DigestBuilder.Of([1]);

    [Fact]
    public async Task A_withdrawn_one_takes_no_place_and_its_answer_is_understood()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var now = desk.Store.Time.GetUtcNow();
        var mail = await desk.QueueAsync();
        var flights = new Flights();
        var free = flights.Free(FlightKind.Large);
        var flight = new Flight(FlightKind.Large, [new PreparedParcel(mail, [1], Sent, new byte[1])], null, now);
        flights.Add(flight);

        flights.Withdraw(flight);

        Assert.False(flights.Any);
        Assert.Equal(free, flights.Free(FlightKind.Large));
        Assert.Equal(mail.Id, flights.Answer(Sent, now)?.Id);
        Assert.Null(flights.Answer(Sent, now));
    }

    [Fact]
    public async Task A_withdrawn_one_is_forgotten_in_time()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var now = desk.Store.Time.GetUtcNow();
        var flights = new Flights();
        var flight = new Flight(FlightKind.Large, [new PreparedParcel(await desk.QueueAsync(), [1], Sent, new byte[1])], null, now);
        flights.Add(flight);
        flights.Withdraw(flight);

        flights.ForgetWithdrawn(now);
        Assert.True(flight.Carries(Sent));
        flights.ForgetWithdrawn(now.AddTicks(1));

        Assert.Null(flights.Answer(Sent, now));
    }
}
