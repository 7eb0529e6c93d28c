using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox.Native;

/// <summary>What an instance reports while it iterates. Spans end with the call; an exception is caught and logged, never passed to C.</summary>
internal interface IToxListener
{
    void SelfConnection(ToxConnection connection);

    void FriendRequest(PublicKey key, ReadOnlySpan<byte> message);

    void FriendConnection(uint friend, ToxConnection connection);

    void FriendName(uint friend, ReadOnlySpan<byte> name);

    void FriendPacket(uint friend, ReadOnlySpan<byte> packet);

    void FileOffer(uint friend, uint file, uint kind, ulong size);

    void FileChunk(uint friend, uint file, ulong position, ReadOnlySpan<byte> data);

    void FileControl(uint friend, uint file, ToxFileControl control);

    void FileChunkRequest(uint friend, uint file, ulong position, int length);

    void Failed(Exception exception);
}
