using ToxMail.Core.Store.Outgoing;
using ToxMail.Web.Api;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class FinishedDeliveriesTests
{
    [Fact]
    public void A_counter_never_goes_back()
    {
        var finished = new FinishedDeliveries();

        Assert.Equal([5, 5, 7], [Delivered(finished, 5), Delivered(finished, 2), Delivered(finished, 4)]);
    }

    private static long Delivered(FinishedDeliveries finished, int rows) =>
        finished.Count(new OutboxTotals(new Dictionary<DeliveryState, int> { [DeliveryState.Delivered] = rows })).Single(end => end.State == DeliveryState.Delivered).Counted;
}
