using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>What a profile says: its Tox ID and its friends.</summary>
public sealed record ToxProfileContent(ToxId Id, IReadOnlyList<PublicKey> Friends)
{
    internal static ToxProfileContent Read(ReadOnlySpan<byte> savedata)
    {
        var offline = new ToxOptions { UdpEnabled = false, LocalDiscovery = false };
        using var instance = ToxInstanceFactory.Create(offline, savedata, SilentListener.Instance, out var error)
            ?? throw ToxStartFault.Of(error, offline);
        return new ToxProfileContent(instance.Id, [.. instance.GetFriends().Select(instance.GetFriendKey)]);
    }
}
