using System.Diagnostics;
using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>Runs a program with an account's home folder as its own, to its end.</summary>
internal static class ClientProgram
{
    /// <summary>Only ends a hang.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>Runs a program that must succeed and gives what it printed.</summary>
    public static Task<byte[]> RunAsync(ClientAccount account, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(account, program, arguments, ReadOnlyMemory<byte>.Empty, [0], cancellationToken);

    /// <summary>Runs a program that must end with one of these codes.</summary>
    public static async Task<byte[]> RunAsync(
        ClientAccount account,
        string program,
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        IReadOnlyList<int> exitCodes,
        CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(account, program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
        ChildProcesses.Remember(process);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            using var output = new MemoryStream();
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            await WriteAsync(process, input, limit.Token);
            await reading;
            await process.WaitForExitAsync(limit.Token);
            Assert.True(exitCodes.Contains(process.ExitCode), $"{program} ended with {process.ExitCode}: {Utf8.GetString(output.ToArray())}{await errors}");
            return output.ToArray();
        }
        finally
        {
            Signal.SendKill(process);
            ChildProcesses.Forget(process);
        }
    }

    /// <summary>Nothing of the machine's own user: no settings, no mailbox, no language.</summary>
    public static ProcessStartInfo StartInfo(ClientAccount account, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = account.Home,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("XDG_", StringComparison.Ordinal) || name == "TMUX").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = account.Home;
        start.Environment["MAIL"] = account.PathOf("inbox");
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }
}
