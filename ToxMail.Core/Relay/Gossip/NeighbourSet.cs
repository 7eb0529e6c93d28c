using System.Numerics;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>A set of neighbours by their index; 64 cost no memory of their own.</summary>
internal struct NeighbourSet
{
    private const int Bits = 64;

    private ulong _first;
    private ulong[]? _more;

    public readonly bool IsEmpty => Count == 0;

    public readonly int Count => BitOperations.PopCount(_first) + (_more ?? []).Sum(BitOperations.PopCount);

    public static NeighbourSet operator |(NeighbourSet left, NeighbourSet right)
    {
        var (longer, shorter) = (left._more ?? [], right._more ?? []);
        (longer, shorter) = longer.Length >= shorter.Length ? (longer, shorter) : (shorter, longer);
        var more = longer.Length == 0 ? null : longer.ToArray();
        for (var i = 0; i < shorter.Length; i++)
        {
            more![i] |= shorter[i];
        }

        return new NeighbourSet { _first = left._first | right._first, _more = more };
    }

    public readonly bool Contains(int index) => index < Bits
        ? (_first & (1UL << index)) != 0
        : _more is not null && (index / Bits) - 1 < _more.Length && (_more[(index / Bits) - 1] & (1UL << (index % Bits))) != 0;

    /// <summary>False: it was in already.</summary>
    public bool Add(int index)
    {
        if (Contains(index))
        {
            return false;
        }

        if (index < Bits)
        {
            _first |= 1UL << index;
            return true;
        }

        var word = (index / Bits) - 1;
        if (_more is null || _more.Length <= word)
        {
            Array.Resize(ref _more, word + 1);
        }

        _more[word] |= 1UL << (index % Bits);
        return true;
    }

    public void Remove(int index)
    {
        if (!Contains(index))
        {
            return;
        }

        if (index < Bits)
        {
            _first &= ~(1UL << index);
        }
        else
        {
            _more![(index / Bits) - 1] &= ~(1UL << (index % Bits));
        }
    }
}
