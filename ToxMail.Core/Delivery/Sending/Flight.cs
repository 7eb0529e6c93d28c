using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>Parcels on their way together: one inline mail, one large mail, or a bundle.</summary>
internal sealed class Flight(FlightKind kind, IReadOnlyList<PreparedParcel> parcels, OutgoingTransfer? transfer, DateTimeOffset now)
{
    private readonly Dictionary<Digest, QueuedMail> _unanswered = parcels.ToDictionary(static parcel => parcel.Digest, static parcel => parcel.Mail);

    internal FlightKind Kind => kind;

    internal OutgoingTransfer? Transfer => transfer;

    /// <summary>When anything was last heard or sent.</summary>
    internal DateTimeOffset LastProgress { get; private set; } = now;

    internal long LastPosition { get; private set; }

    internal IReadOnlyCollection<QueuedMail> Unanswered => _unanswered.Values;

    internal QueuedMail? Answer(Digest digest, DateTimeOffset at)
    {
        LastProgress = at;
        return _unanswered.Remove(digest, out var mail) ? mail : null;
    }

    internal bool Carries(Digest digest) => _unanswered.ContainsKey(digest);

    /// <summary>Looks whether the transfer moved.</summary>
    internal void Observe(DateTimeOffset at)
    {
        // A clock that was set back must not make silence last until it has caught up.
        LastProgress = at < LastProgress ? at : LastProgress;
        if (transfer is not null && transfer.Position != LastPosition)
        {
            LastPosition = transfer.Position;
            LastProgress = at;
        }
    }
}
