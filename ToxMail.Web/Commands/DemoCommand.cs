using System.Net;
using System.Net.Sockets;

namespace ToxMail.Web.Commands;

/// <summary>
/// <c>toxmail demo</c>: alice and bob on a private Tox network of just these two, on loopback. Both nodes live in this process, each
/// with everything a node has.
/// </summary>
internal static class DemoCommand
{
    private const string Keep = "--keep";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Has(Keep) != context.Line.Operands.Count > 0)
        {
            return context.Fail(Usage.Of("demo"));
        }

        if (context.Line.Settings.Count > 0)
        {
            return context.Fail($"The demo has settings of its own and takes no others: {string.Join(' ', context.Line.Settings.Select(setting => setting.Split('=')[0]))}. To keep its data: {Usage.Form("demo")}");
        }

        var kept = context.Has(Keep) ? Path.GetFullPath(context.Line.Operands[0]) : null;
        var folder = kept ?? Directory.CreateTempSubdirectory("toxmail-demo-").FullName;
        try
        {
            await RunAsync(folder, context, cancellationToken);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return ExitCode.Success;
    }

    private static async Task RunAsync(string folder, CommandContext context, CancellationToken cancellationToken)
    {
        // Alice serves as the network's only relay and first node; she has the only key that Bob could start from.
        await using var alice = await DemoNode.StartAsync("alice", folder, [$"--ToxMail:Tox:TcpRelayPort={FreePort()}"], cancellationToken);
        await using var bob = await DemoNode.StartAsync("bob", folder, alice.AsBootstrapNode(), cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, alice.Stopping, bob.Stopping);
        try
        {
            await MeetAsync(alice, bob, context.Output, over.Token);
            await alice.PrintAsync("bob", context.Output, over.Token);
            await bob.PrintAsync("alice", context.Output, over.Token);
            context.Output.WriteLine("ToxMail ready: alice and bob see each other. Ctrl-C ends both.");
            context.Output.Flush();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Ctrl-C or SIGTERM, at whatever moment, or a node that ended by itself.
        }

        // Both at once: each may take as long as a whole node.
        await Task.WhenAll(alice.StopAsync(), bob.StopAsync());
    }

    private static async Task MeetAsync(DemoNode alice, DemoNode bob, TextWriter output, CancellationToken cancellationToken)
    {
        await alice.AddAsync(bob, cancellationToken);
        await bob.AddAsync(alice, cancellationToken);
        output.WriteLine("alice and bob look for each other; this takes about ten seconds ...");
        output.Flush();
        while (!await alice.SeesAsync(bob, cancellationToken) || !await bob.SeesAsync(alice, cancellationToken))
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
