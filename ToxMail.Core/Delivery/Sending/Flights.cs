using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>What is on its way to one contact, and how much more may be.</summary>
internal sealed class Flights
{
    private static readonly Dictionary<FlightKind, int> Limits = new()
    {
        // A packet each and no congestion control of their own: few.
        [FlightKind.Inline] = 8,

        // One arriving while the next is made.
        [FlightKind.Bundle] = 2,

        // They share the link anyway; small mails never wait behind them, because bundles have places of their own.
        [FlightKind.Large] = 4,
    };

    private readonly List<Flight> _flights = [];
    private readonly List<Flight> _withdrawn = [];

    internal bool Any => _flights.Count > 0;

    internal IReadOnlyList<Flight> All => [.. _flights];

    internal int Free(FlightKind kind) => Limits[kind] - _flights.Count(flight => flight.Kind == kind);

    internal void Add(Flight flight) => _flights.Add(flight);

    /// <returns>False when it was over already.</returns>
    internal bool Remove(Flight flight) => _flights.Remove(flight);

    /// <summary>Nobody wants it to arrive any more, but perhaps it did already: it takes no place, and its answer is still understood.</summary>
    internal void Withdraw(Flight flight)
    {
        if (_flights.Remove(flight))
        {
            _withdrawn.Add(flight);
        }
    }

    /// <summary>Forgets the withdrawn ones that were last heard of before this.</summary>
    internal void ForgetWithdrawn(DateTimeOffset before) => _withdrawn.RemoveAll(flight => flight.LastProgress < before);

    /// <summary>The mail this result speaks of, or null when none is on its way; a flight without open mails is over.</summary>
    internal QueuedMail? Answer(Digest digest, DateTimeOffset now) => Answer(_flights, digest, now) ?? Answer(_withdrawn, digest, now);

    private static QueuedMail? Answer(List<Flight> flights, Digest digest, DateTimeOffset now)
    {
        var flight = flights.Find(candidate => candidate.Carries(digest));
        var mail = flight?.Answer(digest, now);
        if (flight is { Unanswered.Count: 0 })
        {
            flights.Remove(flight);
        }

        return mail;
    }
}
