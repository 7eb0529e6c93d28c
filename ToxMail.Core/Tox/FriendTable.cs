using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>Friend numbers change at every load, so everything above the engine names friends by key; this is the only place that knows both.</summary>
internal sealed class FriendTable
{
    private readonly ToxInstance _tox;
    private readonly Dictionary<PublicKey, uint> _numbers = [];
    private readonly Dictionary<uint, PublicKey> _keys = [];

    internal FriendTable(ToxInstance tox)
    {
        _tox = tox;
        foreach (var number in tox.GetFriends())
        {
            Put(tox.GetFriendKey(number), number);
        }
    }

    internal IReadOnlyList<PublicKey> Keys => [.. _numbers.Keys];

    internal bool TryNumber(PublicKey key, out uint number) => _numbers.TryGetValue(key, out number);

    internal bool TryKey(uint number, out PublicKey key) => _keys.TryGetValue(number, out key);

    /// <summary>Adds a friend whose request we answer, or one whose key alone is known.</summary>
    internal bool Add(PublicKey key) =>
        _numbers.ContainsKey(key) || Added(_tox.AddFriend(key, out var number), key, number);

    /// <summary>Adds a friend and sends the request; a known friend gets it again, with the nospam given now.</summary>
    internal bool Request(ToxId id, ReadOnlySpan<byte> message)
    {
        var error = _tox.AddFriend(id, message, out var number);
        return error is ToxFriendAddError.SetNewNospam or ToxFriendAddError.AlreadySent
            || Added(error, id.PublicKey, number);
    }

    internal bool Remove(PublicKey key)
    {
        if (!_numbers.Remove(key, out var number))
        {
            return false;
        }

        _keys.Remove(number);
        _tox.DeleteFriend(number);
        return true;
    }

    private bool Added(ToxFriendAddError error, PublicKey key, uint number)
    {
        if (error == ToxFriendAddError.Ok)
        {
            Put(key, number);
        }

        return error == ToxFriendAddError.Ok;
    }

    private void Put(PublicKey key, uint number)
    {
        _numbers[key] = number;
        _keys[number] = key;
    }
}
