using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>An x on its way to those the envelope was exchanged with: to one first, to the others from <see cref="FanOut"/> on.</summary>
internal sealed class Telling(Tombstone release, DateTimeOffset until)
{
    public Tombstone Release { get; } = release;

    /// <summary>When nobody needs it any more.</summary>
    public DateTimeOffset Until { get; } = until;

    /// <summary>To whom it was not told is remembered past a restart.</summary>
    public bool IsKept { get; init; }

    /// <summary>Null: nobody was told yet.</summary>
    public DateTimeOffset? FanOut { get; set; }
}
