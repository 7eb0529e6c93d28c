using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Envelopes for this node that are here and are still to be opened. They lie among the others meanwhile.</summary>
internal sealed class UnopenedMail(IEnvelopeStore store, MailArrival arrival, WorkQueue queue, TimeProvider time)
{
    /// <summary>As many as the largest file brings: other work has its turn before the rest.</summary>
    private const int MostAtOnce = 256;

    /// <summary>By envelope, when it is tried next.</summary>
    private readonly Dictionary<EnvelopeId, DateTimeOffset> _waiting = [];

    internal void Add(EnvelopeId id) => _waiting[id] = default;

    /// <summary>Opens what waits. What there is no room for is tried again after <paramref name="rest"/>.</summary>
    internal async Task OpenAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var id in _waiting.Where(waiting => waiting.Value <= now || waiting.Value > now + rest).Select(static waiting => waiting.Key).Take(MostAtOnce).ToList())
        {
            // Whatever happens, it is in nobody's way: one that cannot be dealt with is left alone until the next start.
            _waiting.Remove(id);
            await queue.TryAsync(stopping => OpenAsync(id, now + rest, stopping), cancellationToken);
        }
    }

    private async Task OpenAsync(EnvelopeId id, DateTimeOffset again, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.ReadAsync(id, cancellationToken) is { } bytes && Envelope.TryReadHeader(bytes, out var header) && !await arrival.OpenAsync(header, bytes, cancellationToken))
            {
                _waiting[id] = again;
            }
        }
        catch (IOException)
        {
            _waiting[id] = again;
            throw;
        }
    }
}
