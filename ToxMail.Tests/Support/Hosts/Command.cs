using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support.Hosts;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Command
{
    /// <summary>Runs it and gives its exit code and all it printed.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        ChildProcesses.Remember(process);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            ChildProcesses.Forget(process);
        }
    }

    /// <summary>Runs it and fails with what it printed when it does.</summary>
    public static async Task RunAsync(string program, string arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await TryAsync(new ProcessStartInfo(program, arguments), cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{program} {arguments} ended with {exitCode}: {output}");
        }
    }
}
