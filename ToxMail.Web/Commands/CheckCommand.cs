using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Core.Tls;
using ToxMail.Core.Tox;
using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail check</c>: looks at everything a node needs, and says of each whether it is well.</summary>
internal static class CheckCommand
{
    private const long LittleSpace = 1L << 30;

    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var running = RunningNode.Find(context.Folder);
        List<CheckLine> lines = [CheckLine.Good("Settings", "every value is understood"), Library(), Profile(context), Authority(context), Space(context)];
        lines.AddRange(running is null ? Stopped(context) : await RunningAsync(running, cancellationToken));
        lines.ForEach(line => context.Output.WriteLine(line));
        return lines.Exists(line => line.IsFault) ? ExitCode.Failure : ExitCode.Success;
    }

    private static CheckLine Library() =>
        CheckLine.Try("Tox library", () => $"libtoxcore {ToxLibrary.Load()}");

    private static CheckLine Profile(CommandContext context) => CheckLine.Try("Profile", () =>
    {
        var savedata = OwnProfile.In(context.Folder).Load();
        return savedata.Length > 0 ? $"Tox ID {ToxProfile.Inspect(savedata).Id}" : "none yet: the first start makes one";
    });

    private static CheckLine Authority(CommandContext context) => CheckLine.Try("Certificate", () =>
        TlsCertificates.OwnFault(context.Settings.Tls) is { } fault ? throw new InvalidDataException($"{fault} Without a certificate there is no TLS.")
        : context.Settings.Tls.Certificate is { } own ? $"your own, {own}"
        : AuthorityCertificate.Find(DataDirectory.TlsIn(context.Folder)) is { } authority ? $"CA {authority.Fingerprint}"
        : "none yet: the first start makes one");

    private static CheckLine Space(CommandContext context) => CheckLine.Try("Disk", () =>
    {
        var free = new DriveInfo(Existing(context.Folder)).AvailableFreeSpace;
        return free >= LittleSpace ? $"{free >> 20} MB free" : throw new IOException($"only {free >> 20} MB free where {context.Folder} is");
    });

    private static string Existing(string folder) =>
        Directory.Exists(folder) ? folder : Existing(Path.GetDirectoryName(folder) ?? "/");

    private static IEnumerable<CheckLine> Stopped(CommandContext context)
    {
        yield return CheckLine.Try("Data folder", () =>
        {
            using var directory = DataDirectory.Open(context.Folder);
            return directory.Root;
        });
        foreach (var port in PortChecks.Of(context.Settings))
        {
            yield return port;
        }

        yield return CheckLine.NotChecked("Network", "the node is not running; start it and check again");
    }

    private static async Task<IReadOnlyList<CheckLine>> RunningAsync(RunningNode node, CancellationToken cancellationToken)
    {
        try
        {
            var status = await node.GetAsync<StatusView>("status", cancellationToken);
            return
            [
                CheckLine.Good("Node", $"running, version {status.Version}"),
                .. status.Listeners.Select(listener => new CheckLine(listener.Name, listener.Error ?? $"{listener.State} on {listener.Endpoint}", listener.Error is not null)),
                new CheckLine("Network", status.Connection == "none" ? "not connected to the Tox network" : $"connected ({status.Connection})", status.Connection == "none"),
            ];
        }
        catch (IOException failed)
        {
            return [new CheckLine("Node", failed.Message, IsFault: true)];
        }
    }
}
