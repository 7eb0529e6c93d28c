using System.Security.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>A key that is hashed into the next one each UTC day, so that no past day's can be had from it.</summary>
internal sealed class DayChain(ReadOnlySpan<byte> key, int day) : IDisposable
{
    private readonly Secret _key = Secret.Copy(key);

    /// <summary>The first day whose keys can still be had.</summary>
    public int Day { get; private set; } = day;

    public ReadOnlySpan<byte> Key => _key.Bytes;

    /// <summary>Erases what came before a day. True when there was something.</summary>
    public bool AdvanceTo(int day)
    {
        var moves = Day < day;
        for (; Day < day; Day++)
        {
            Step(_key.Bytes);
        }

        return moves;
    }

    /// <exception cref="ArgumentOutOfRangeException">The day is erased.</exception>
    public DayKeys KeysOf(int day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, Day);
        using var copy = new DayChain(_key.Bytes, Day);
        copy.AdvanceTo(day);
        return new DayKeys(copy.Key);
    }

    /// <summary>All tags of some days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first day is erased.</exception>
    public IEnumerable<(EnvelopeTag Tag, int Day, int Counter)> TagsOf(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, Day);
        using var copy = new DayChain(_key.Bytes, Day);
        for (var day = first; day <= last; day++)
        {
            copy.AdvanceTo(day);
            using var keys = new DayKeys(copy.Key);
            for (var counter = 0; counter < DayKeys.Tags; counter++)
            {
                yield return (keys.Tag(counter), day, counter);
            }
        }
    }

    public void Dispose() => _key.Dispose();

    private static void Step(Span<byte> key)
    {
        Span<byte> next = stackalloc byte[Secret.Size];
        Blake2b.Mac(key, "tmr1 next"u8, next);
        next.CopyTo(key);
        CryptographicOperations.ZeroMemory(next);
    }
}
