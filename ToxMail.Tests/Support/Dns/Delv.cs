using System.Diagnostics;
using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Hosts;

namespace ToxMail.Tests.Support.Dns;

/// <summary>BIND's validator as a program, which asks a resolver and judges by itself.</summary>
internal sealed class Delv : IDisposable
{
    private readonly string _anchors = Path.GetTempFileName();
    private readonly int _resolverPort;

    /// <param name="resolverPort">Of the resolver on loopback.</param>
    /// <param name="trustAnchor">The root's DS record.</param>
    public Delv(int resolverPort, string trustAnchor)
    {
        _resolverPort = resolverPort;
        var words = trustAnchor.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(static word => word != "IN").ToList();
        File.WriteAllText(_anchors, $"trust-anchors {{ . static-ds {string.Join(' ', words[2..5])} \"{string.Concat(words[5..])}\"; }};\n");
    }

    public async Task<DelvVerdict> AskAsync(DnsName name, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("delv", ["@127.0.0.1", "-p", $"{_resolverPort}", "-a", _anchors, "+root=.", "+tcp", $"{name}.", "TXT"]);
        var (_, output) = await Command.TryAsync(start, cancellationToken);
        return output switch
        {
            _ when Says("resolution failed: ncache") || Says("; negative response") => DelvVerdict.Absent,
            _ when Says("resolution failed") => DelvVerdict.Bogus,
            _ when Says("; unsigned answer") => DelvVerdict.Insecure,
            _ when Says("; fully validated") => DelvVerdict.Proved,
            _ => throw new FormatException($"delv says of {name}: {output}"),
        };

        bool Says(string words) => output.Contains(words, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_anchors);
}
