namespace ToxMail.Tests.Support.Nodes;

/// <summary>Where a node's process runs, when that is not simply here.</summary>
internal sealed record NodeSurroundings
{
    /// <summary>A command that the node's own is handed to.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Environment variables beside the node's configuration.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
