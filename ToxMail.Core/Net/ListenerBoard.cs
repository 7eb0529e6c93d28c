using System.Collections.Concurrent;
using System.Net;

namespace ToxMail.Core.Net;

/// <summary>Where every server of the node says whether it listens, and which client it last saw.</summary>
public sealed class ListenerBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ListenerStatus> _statuses = new(StringComparer.Ordinal);

    /// <summary>Raised after each change, on the thread that made it; handlers must be quick.</summary>
    public event Action? Changed;

    /// <summary>All listeners that ever reported, by name.</summary>
    public IReadOnlyList<ListenerStatus> Current => [.. _statuses.Values.OrderBy(status => status.Name, StringComparer.Ordinal)];

    /// <summary>The endpoint is open.</summary>
    public void Listening(string name, EndPoint endpoint) => Put(name, endpoint, ListenerState.Listening, null);

    /// <summary>The endpoint could not be opened, for a reason in plain words.</summary>
    public void Failed(string name, EndPoint endpoint, string error) => Put(name, endpoint, ListenerState.Failed, error);

    /// <summary>The listener was closed.</summary>
    public void Off(string name, EndPoint endpoint) => Put(name, endpoint, ListenerState.Off, null);

    /// <summary>A client was there.</summary>
    public void SawClient(string name, string client)
    {
        if (_statuses.TryGetValue(name, out var status))
        {
            _statuses[name] = status with { LastClient = client, LastClientAt = time.GetUtcNow() };
            Changed?.Invoke();
        }
    }

    private void Put(string name, EndPoint endpoint, ListenerState state, string? error)
    {
        var text = endpoint.ToString() ?? string.Empty;
        var before = _statuses.GetValueOrDefault(name);
        var now = _statuses.AddOrUpdate(
            name,
            _ => new ListenerStatus(name, text, state, error, null, null),
            (_, old) => old with { Endpoint = text, State = state, Error = error });
        if (now != before)
        {
            // A port that stays taken is tried every few seconds, which is no news.
            Changed?.Invoke();
        }
    }
}
