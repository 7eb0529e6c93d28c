using System.Diagnostics;
using System.Text;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Clients;

/// <summary>A terminal of tmux with one program on it.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private readonly ClientAccount _account;
    private readonly Process _server;

    private Terminal(ClientAccount account, Process server) => (_account, _server) = (account, server);

    private string Socket => _account.PathOf("tmux");

    private string ExitCode => _account.PathOf("exit-code");

    public static async Task<Terminal> StartAsync(ClientAccount account, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        // An earlier server's socket would be taken for the new one's. -D keeps the server in the foreground: it is our child and ends with us.
        File.Delete(account.PathOf("tmux"));
        var start = ClientProgram.StartInfo(account, "tmux", ["-S", account.PathOf("tmux"), "-f", "/dev/null", "-D"]);
        start.Environment["SHELL"] = "/bin/sh";
        var server = Process.Start(start) ?? throw new InvalidOperationException("tmux did not start.");
        ChildProcesses.Remember(server);
        var terminal = new Terminal(account, server);
        try
        {
            await terminal.OpenAsync(command, cancellationToken);
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the screen shows this, then types keys by tmux's names for them.</summary>
    public async Task AnswerAsync(string shown, string keys, CancellationToken cancellationToken)
    {
        var screen = "";
        await Wait.UntilAsync(
            async () => (screen = await TmuxAsync(["capture-pane", "-p"], cancellationToken)).Contains(shown, StringComparison.Ordinal),
            ClientProgram.Timeout,
            () => $"'{shown}' on the terminal:\n{screen}",
            cancellationToken);
        await TmuxAsync(["send-keys", keys], cancellationToken);
    }

    /// <summary>Waits for the program's end, which must be a good one.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var screen = "";
        await Wait.UntilAsync(
            async () =>
            {
                screen = await TmuxAsync(["capture-pane", "-p"], cancellationToken);
                return File.Exists(ExitCode);
            },
            ClientProgram.Timeout,
            () => $"the program on the terminal to end:\n{screen}",
            cancellationToken);
        var code = (await File.ReadAllTextAsync(ExitCode, cancellationToken)).Trim();
        if (code != "0")
        {
            throw new InvalidOperationException($"The program on the terminal ended with {code}:\n{screen}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Signal.SendTerminate(_server);
        await _server.WaitForExitAsync();
        ChildProcesses.Forget(_server);
        _server.Dispose();
    }

    private async Task OpenAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(Socket)), ClientProgram.Timeout, () => "tmux to listen", cancellationToken);
        File.Delete(ExitCode);
        var words = string.Join(' ', command.Select(word => $"'{word}'"));
        var script = _account.Write("terminal.sh", $"{words}\necho $? >exit-code.part\nmv exit-code.part exit-code\nexec sleep infinity\n");
        await TmuxAsync(["new-session", "-d", "-x", "132", "-y", "43", "sh", script], cancellationToken);
    }

    /// <summary>-N: a server that tmux started by itself would outlive us.</summary>
    private async Task<string> TmuxAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await ClientProgram.RunAsync(_account, "tmux", ["-N", "-S", Socket, .. arguments], cancellationToken));
}
