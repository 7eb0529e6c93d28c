using System.Text.Json;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>The nodes to ask: all that are configured and a few of the public ones, others at each attempt.</summary>
internal static class BootstrapNodes
{
    private const int PublicNodesPerAttempt = 6;
    private const string Resource = "ToxMail.Core.Tox.bootstrap-nodes.json";

    private static readonly Lazy<BootstrapNode[]> Shipped = new(ReadShipped);

    /// <summary>The list shipped with the program: public nodes run by volunteers.</summary>
    internal static IReadOnlyList<BootstrapNode> Public => Shipped.Value;

    internal static IReadOnlyList<BootstrapNode> Choose(ToxOptions options)
    {
        var shipped = options.UseDefaultBootstrapNodes ? [.. Public] : Array.Empty<BootstrapNode>();
        Random.Shared.Shuffle(shipped);
        return [.. options.BootstrapNodes, .. shipped.Take(PublicNodesPerAttempt)];
    }

    private static BootstrapNode[] ReadShipped()
    {
        using var stream = typeof(BootstrapNodes).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("nodes").EnumerateArray().Select(Read)];
    }

    private static BootstrapNode Read(JsonElement node) => new(
        node.GetProperty("Host").GetString()!,
        node.GetProperty("Port").GetUInt16(),
        PublicKey.Parse(node.GetProperty("PublicKey").GetString()!),
        [.. node.GetProperty("TcpPorts").EnumerateArray().Select(static port => port.GetUInt16())]);
}
