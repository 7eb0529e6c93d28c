using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Files that contacts hand over: some of each contact at once, some more that wait for their turn. Of a contact whose last file has gone nothing stays.</summary>
internal sealed class FileTurns
{
    /// <summary>Files of one contact taken at once. A polite one sends them one by one, but does not know when what it sent is stored.</summary>
    internal const int MaxFiles = 2;

    /// <summary>Those under way and those that wait for their turn.</summary>
    internal const int MaxOffered = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<PublicKey, Line> _lines = [];

    /// <summary>Contacts with files that have not gone yet.</summary>
    internal int Contacts
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>A file of a contact. It counts until its place is disposed of, one too many as well: while that is being cancelled it is still there.</summary>
    internal FilePlace Enter(PublicKey contact)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(contact, out var line))
            {
                _lines[contact] = line = new Line();
            }

            line.Files++;
            return new FilePlace(line.Turn, line.Files > MaxOffered, () => Leave(contact, line));
        }
    }

    private void Leave(PublicKey contact, Line line)
    {
        lock (_lock)
        {
            // Whoever waits for a turn counts: it is never taken from under him, and the next file finds the same one.
            if (--line.Files == 0)
            {
                _lines.Remove(contact);
                line.Turn.Dispose();
            }
        }
    }

    private sealed class Line
    {
        internal SemaphoreSlim Turn { get; } = new(MaxFiles);

        internal int Files { get; set; }
    }
}
