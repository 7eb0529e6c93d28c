using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

/// <summary>Where envelopes lie, sealed, with what is known of them. What was put is durable when the task ends.</summary>
internal interface IEnvelopeStore
{
    /// <summary>Opens it; nothing else may be asked before that has ended.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Names the offer log: 8 random bytes, made anew with the store.</summary>
    ulong StoreId { get; }

    /// <summary>The highest sequence that was ever stored. Entries that are gone had theirs too, and none is given twice: contacts have read that far.</summary>
    ulong LogHead { get; }

    /// <summary>All entries, in the order of their sequence.</summary>
    Task<IReadOnlyList<HeldEnvelope>> LogAsync(CancellationToken cancellationToken);

    /// <summary>What is not to be taken again.</summary>
    Task<IReadOnlyList<SpentEnvelope>> SpentAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<NeighbourState>> NeighboursAsync(CancellationToken cancellationToken);

    /// <summary>Who else has what is held.</summary>
    Task<IReadOnlyList<Sighting>> SightingsAsync(CancellationToken cancellationToken);

    /// <summary>Who was not told which x yet, in the order in which it was owed.</summary>
    Task<IReadOnlyList<Untold>> UntoldAsync(CancellationToken cancellationToken);

    /// <summary>Adds envelopes with their bodies, in one transaction; one that is there already stays as it is.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was kept.</exception>
    Task PutAsync(IReadOnlyList<(HeldEnvelope Envelope, ReadOnlyMemory<byte> Body)> envelopes, CancellationToken cancellationToken);

    /// <summary>The bytes, or null when it is not held.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<byte[]?> ReadAsync(EnvelopeId id, CancellationToken cancellationToken);

    /// <summary>Applies changes in one transaction: entries changed, envelopes dropped, all else to be remembered or forgotten. A changed entry that is not held is left out.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    Task ApplyAsync(EnvelopeChanges changes, CancellationToken cancellationToken);

    /// <summary>Forgets how far a contact that was removed had read, what it has, and what it was to be told. What it handed over stays.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    Task ForgetAsync(PublicKey contact, CancellationToken cancellationToken);

    /// <summary>Forgets spent envelopes, and x values that somebody was not told, whose time is over, and gives the disk back the room of what was dropped.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    Task CleanAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
