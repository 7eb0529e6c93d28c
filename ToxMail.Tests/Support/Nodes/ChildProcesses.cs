using System.Collections.Concurrent;
using System.Diagnostics;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>Every process a test started and has not yet seen end: killed with the test run, however that ends.</summary>
internal static class ChildProcesses
{
    private static readonly ConcurrentDictionary<Process, int> Running = new();

    static ChildProcesses() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => KillAll();

    public static void Remember(Process process) => Running[process] = process.Id;

    public static void Forget(Process process) => Running.TryRemove(process, out _);

    private static void KillAll()
    {
        foreach (var process in Running.Keys)
        {
            try
            {
                Signal.SendKill(process);
            }
            catch (InvalidOperationException)
            {
                // Gone already.
            }
        }
    }
}
