using System.Globalization;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>The Internet sockets of a running process (proc(5)), by local and remote port.</summary>
internal sealed record ProcessSockets(IReadOnlyList<ProcessSocket> Tcp, IReadOnlyList<ProcessSocket> Udp)
{
    private const string Prefix = "socket:[";

    /// <param name="processId">Of which process.</param>
    /// <param name="inherited">Inodes to leave out: libtoxcore's sockets in this process pass to every process it starts.</param>
    public static ProcessSockets Of(int processId, IEnumerable<string>? inherited = null)
    {
        var own = Inodes(processId);
        own.ExceptWith(inherited ?? []);
        return new ProcessSockets(Read("tcp"), Read("udp"));

        IReadOnlyList<ProcessSocket> Read(string protocol) =>
        [
            .. from table in (string[])[protocol, protocol + "6"]
               from line in File.ReadLines($"/proc/{processId}/net/{table}").Skip(1)
               let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where own.Contains(words[9])
               select new ProcessSocket(table, Port(words[1]), Port(words[2])),
        ];
    }

    /// <summary>The sockets that a process holds open, by inode.</summary>
    public static HashSet<string> Inodes(int processId) => new DirectoryInfo($"/proc/{processId}/fd").EnumerateFiles()
        .Select(static file => file.LinkTarget)
        .Where(static target => target?.StartsWith(Prefix, StringComparison.Ordinal) == true)
        .Select(static target => target![Prefix.Length..^1])
        .ToHashSet();

    private static int Port(string endpoint) => int.Parse(endpoint.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
