using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>A contact that has a deleted envelope was not told its x, or so lately that it may not have heard.</summary>
/// <param name="Contact">Who is to be told.</param>
/// <param name="Release">x.</param>
/// <param name="Until">When nobody needs it any more.</param>
internal sealed record Untold(PublicKey Contact, Tombstone Release, DateTimeOffset Until);
