using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>A queued mail made ready for the wire.</summary>
/// <param name="Mail">The row.</param>
/// <param name="Prefix">Magic, length and header.</param>
/// <param name="Digest">Of prefix and uncompressed body.</param>
/// <param name="Bytes">The whole parcel of a small mail; empty for a large one, which stays on disk.</param>
internal sealed record PreparedParcel(QueuedMail Mail, byte[] Prefix, Digest Digest, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What is recorded with the attempt, so that every later one offers the same parcel.</summary>
    internal AttemptStart Attempt => new(Mail.Id, Prefix, Digest.ToArray());
}
