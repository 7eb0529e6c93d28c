using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Web.Api;

/// <summary>
/// Counts deliveries by how they ended. The outbox forgets rows after a while and the user may try one again, but a counter of
/// Prometheus only grows: what is added is what rose between two looks.
/// </summary>
internal sealed class FinishedDeliveries
{
    private static readonly DeliveryState[] Final = [.. Enum.GetValues<DeliveryState>().Where(state => state.IsFinal())];

    private readonly Lock _gate = new();
    private readonly Dictionary<DeliveryState, (int Seen, long Counted)> _states = [];

    /// <summary>The counters after a look at the outbox.</summary>
    public IReadOnlyList<(DeliveryState State, long Counted)> Count(OutboxTotals totals)
    {
        lock (_gate)
        {
            return [.. Final.Select(state => (state, Count(state, totals[state])))];
        }
    }

    private long Count(DeliveryState state, int now)
    {
        var (seen, counted) = _states.GetValueOrDefault(state);
        counted += Math.Max(0, now - seen);
        _states[state] = (now, counted);
        return counted;
    }
}
