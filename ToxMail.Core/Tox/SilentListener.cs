using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>For an instance that is only read and never iterated.</summary>
internal sealed class SilentListener : IToxListener
{
    internal static readonly SilentListener Instance = new();

    public void SelfConnection(ToxConnection connection)
    {
    }

    public void FriendRequest(PublicKey key, ReadOnlySpan<byte> message)
    {
    }

    public void FriendConnection(uint friend, ToxConnection connection)
    {
    }

    public void FriendName(uint friend, ReadOnlySpan<byte> name)
    {
    }

    public void FriendPacket(uint friend, ReadOnlySpan<byte> packet)
    {
    }

    public void FileOffer(uint friend, uint file, uint kind, ulong size)
    {
    }

    public void FileChunk(uint friend, uint file, ulong position, ReadOnlySpan<byte> data)
    {
    }

    public void FileControl(uint friend, uint file, ToxFileControl control)
    {
    }

    public void FileChunkRequest(uint friend, uint file, ulong position, int length)
    {
    }

    public void Failed(Exception exception)
    {
    }
}
