using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>
/// The Tox nodes of this process: the user's own, which has number 1, and those beside it that serve members of a store node alone. One node carries some
/// 200 contacts well, more than that by several.
/// </summary>
public sealed class ToxInstances(ToxNode own)
{
    /// <summary>The number of the user's own node.</summary>
    public const int Own = 1;

    private volatile IReadOnlyDictionary<int, ToxNode> _running = new Dictionary<int, ToxNode> { [Own] = own };

    /// <summary>Those that run, by their numbers.</summary>
    public IReadOnlyDictionary<int, ToxNode> Running => _running;

    /// <summary>Their Tox IDs, in the order of their numbers.</summary>
    public IReadOnlyList<ToxId> Ids => [.. _running.OrderBy(static instance => instance.Key).Select(static instance => instance.Value.Id)];

    internal void Add(int number, ToxNode node) => _running = new Dictionary<int, ToxNode>(_running) { [number] = node };

    internal void Remove(int number) => _running = _running.Where(instance => instance.Key != number).ToDictionary();
}
