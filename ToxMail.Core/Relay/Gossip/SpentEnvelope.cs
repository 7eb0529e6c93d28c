using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>An envelope whose x was published: it is not taken again.</summary>
/// <param name="Id">The envelope.</param>
/// <param name="Release">x.</param>
/// <param name="Until">When it can be forgotten: its expiry and 48 hours.</param>
internal readonly record struct SpentEnvelope(EnvelopeId Id, Tombstone Release, DateTimeOffset Until)
{
    /// <summary>Only a hidden contact can have said x: nobody is told.</summary>
    public bool IsQuiet { get; init; }
}
