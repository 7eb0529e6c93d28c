using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;

namespace ToxMail.Core.Delivery;

/// <summary>What delivery keeps on disk beside the store, swept at start and every hour.</summary>
internal sealed class DeliverySpool(IncomingSpool incoming, ParcelFolder outgoing, DeliveryOptions options, TimeProvider time)
{
    internal void Sweep()
    {
        incoming.Sweep(time.GetUtcNow());
        outgoing.Sweep(options.Outbox.ExpireAfter, time.GetUtcNow());
    }
}
