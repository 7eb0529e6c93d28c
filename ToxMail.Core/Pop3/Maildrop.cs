using System.Collections;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Pop3;

/// <summary>The messages of one session: numbered from 1, fixed from login to QUIT, with the marks of DELE (RFC 1939 5).</summary>
internal sealed class Maildrop(IReadOnlyList<MaildropEntry> entries)
{
    private readonly BitArray _deleted = new(entries.Count);

    /// <summary>Messages not marked.</summary>
    internal int Count { get; private set; } = entries.Count;

    /// <summary>Octets of the messages not marked.</summary>
    internal long Octets { get; private set; } = entries.Sum(entry => entry.SizeBytes);

    /// <summary>Messages not marked, with their numbers.</summary>
    internal IEnumerable<(int Number, MaildropEntry Entry)> Present
    {
        get
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (!_deleted[i])
                {
                    yield return (i + 1, entries[i]);
                }
            }
        }
    }

    /// <summary>Row ids of the messages marked.</summary>
    internal IReadOnlyList<long> Deleted => [.. entries.Where((_, index) => _deleted[index]).Select(entry => entry.Id)];

    /// <summary>A message by its number; null when there is none, or it is marked.</summary>
    internal MaildropEntry? Find(long number) =>
        number >= 1 && number <= entries.Count && !_deleted[(int)number - 1] ? entries[(int)number - 1] : null;

    /// <summary>Marks a message; false when there is none.</summary>
    internal bool Delete(long number)
    {
        if (Find(number) is not { } entry)
        {
            return false;
        }

        _deleted[(int)number - 1] = true;
        Count--;
        Octets -= entry.SizeBytes;
        return true;
    }

    /// <summary>Takes all marks away.</summary>
    internal void Reset()
    {
        _deleted.SetAll(false);
        Count = entries.Count;
        Octets = entries.Sum(entry => entry.SizeBytes);
    }
}
