using System.Collections.Concurrent;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>
/// The Tox nodes of this process that run: the user's own, and beside it those that serve members of a store node alone. One node carries some
/// 200 contacts well; more are carried by several.
/// </summary>
public sealed class NodeInstances(NodeInstance own)
{
    private readonly ConcurrentDictionary<int, string> _faults = new();
    private volatile IReadOnlyList<NodeInstance> _running = [own];

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<NodeInstance> Running => _running;

    public IReadOnlyList<ToxId> Ids => [.. _running.Select(static instance => instance.Node.Id)];

    /// <summary>Why instances do not run that should.</summary>
    public IReadOnlyDictionary<int, string> Faults => _faults;

    internal void Add(NodeInstance instance)
    {
        _running = [.. _running.Append(instance).OrderBy(static one => one.Number)];
        _faults.TryRemove(instance.Number, out _);
    }

    /// <returns>False: that was known.</returns>
    internal bool Fail(int number, string why)
    {
        var isNews = _faults.GetValueOrDefault(number) != why;
        _faults[number] = why;
        return isNews;
    }

    internal void Remove(NodeInstance instance) => _running = [.. _running.Where(one => one != instance)];
}
