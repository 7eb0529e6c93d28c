using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>The signals the tests send to processes they started themselves.</summary>
internal static class Signal
{
    private const int HangUp = 1;
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    public static void SendTerminate(Process process) => Send(process, Terminate);

    public static void SendHangUp(Process process) => Send(process, HangUp);

    public static void SendKill(Process process) => Send(process, Kill);

    public static void SendStop(Process process) => Send(process, Stop);

    public static void SendContinue(Process process) => Send(process, Continue);

    private static void Send(Process process, int signal)
    {
        if (!process.HasExited)
        {
            _ = NativeKill(process.Id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int NativeKill(int processId, int signal);
}
