namespace ToxMail.Core.Store;

/// <summary>Room on the disk that is left free whatever peers and the user's clients hand in, so that mail can still be fetched and deleted, and the node stopped and started.</summary>
internal sealed class DiskReserve(DataDirectory directory)
{
    /// <summary>What is written between two looks may use up a part of it.</summary>
    internal const int LookEvery = 4 << 20;

    internal const int Megabytes = 64;

    private const long Bytes = (long)Megabytes << 20;

    /// <summary>Whether the disk takes so many bytes and still has the reserve.</summary>
    internal bool HasRoomFor(long bytes) => new DriveInfo(directory.Root).AvailableFreeSpace > bytes + Bytes;

    /// <exception cref="DiskFullException">The reserve is reached.</exception>
    internal void Require(long bytes)
    {
        if (!HasRoomFor(bytes))
        {
            throw new DiskFullException("Too little room is left on the disk.");
        }
    }
}
