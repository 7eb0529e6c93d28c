using ToxMail.Core.Relay;

namespace ToxMail.Tests.Simulation;

/// <summary>One mail and what becomes of it.</summary>
internal sealed class SimulatedMail(int sender, int recipient, DateTimeOffset written)
{
    public int Sender { get; } = sender;

    public int Recipient { get; } = recipient;

    public DateTimeOffset Written { get; } = written;

    /// <summary>The farthest stage it was handed to relays at.</summary>
    public int Stage { get; set; } = -1;

    public DateTimeOffset? Delivered { get; set; }

    public bool WasRelayed { get; set; }

    /// <summary>The sender knows that it arrived.</summary>
    public DateTimeOffset? Known { get; set; }

    /// <summary>How often the recipient took one of its envelopes.</summary>
    public int Arrivals { get; set; }

    /// <summary>Envelopes handed over, of the mail itself and of its receipts.</summary>
    public int Copies { get; set; }

    public int ReceiptCopies { get; set; }

    public List<SimulatedEnvelope> Envelopes { get; } = [];

    public ReceiptPolicy? Policy { get; init; }
}
