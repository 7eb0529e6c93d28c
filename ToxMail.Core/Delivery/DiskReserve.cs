using ToxMail.Core.Store;

namespace ToxMail.Core.Delivery;

/// <summary>Room on the disk that is left free whatever a peer sends, so that the node itself can go on.</summary>
internal sealed class DiskReserve(DataDirectory directory)
{
    /// <summary>What is written between two looks may use up a part of it.</summary>
    internal const int LookEvery = 4 << 20;

    private const long Bytes = 64L << 20;

    /// <summary>Whether the disk takes so many bytes and still has the reserve.</summary>
    internal bool HasRoomFor(long bytes) => new DriveInfo(directory.Root).AvailableFreeSpace > bytes + Bytes;

    /// <exception cref="IOException">The reserve is reached.</exception>
    internal void Require(long bytes)
    {
        if (!HasRoomFor(bytes))
        {
            throw new IOException("Too little room is left on the disk.");
        }
    }
}
