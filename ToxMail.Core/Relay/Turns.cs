using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay;

/// <summary>Work that waits: of each contact in order, and of all contacts in turns, so that who brings much waits behind himself.</summary>
internal sealed class Turns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PublicKey, Queue<Func<CancellationToken, Task>>> _waiting = [];
    private readonly Queue<PublicKey> _next = new();

    internal void Add(PublicKey contact, Func<CancellationToken, Task> work)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(contact, out var queue))
            {
                _waiting[contact] = queue = new Queue<Func<CancellationToken, Task>>();
                _next.Enqueue(contact);
            }

            queue.Enqueue(work);
        }
    }

    internal bool TryTake([NotNullWhen(true)] out Func<CancellationToken, Task>? work)
    {
        lock (_lock)
        {
            work = null;
            if (!_next.TryDequeue(out var contact))
            {
                return false;
            }

            work = _waiting[contact].Dequeue();
            if (_waiting[contact].Count > 0)
            {
                _next.Enqueue(contact);
            }
            else
            {
                _waiting.Remove(contact);
            }

            return true;
        }
    }
}
