using ToxMail.Core.Net;

namespace ToxMail.Core.Hosting;

/// <summary>Knows when the node can be used: every server that is switched on listens, the dashboard among them.</summary>
public sealed class Readiness(ListenerBoard board, ToxMailSettings settings)
{
    /// <summary>The dashboard's name on the board.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>True while all of them listen.</summary>
    public bool IsReady
    {
        get
        {
            var listening = board.Current.Where(listener => listener.State == ListenerState.Listening).Select(listener => listener.Name);
            return !Expected().Except(listening).Any();
        }
    }

    /// <summary>Ends as soon as <see cref="IsReady"/> is true.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        board.Changed += Look;
        try
        {
            Look();
            await ready.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            board.Changed -= Look;
        }

        void Look()
        {
            if (IsReady)
            {
                ready.TrySetResult();
            }
        }
    }

    private IEnumerable<string> Expected() =>
    [
        Dashboard,
        .. Servers("smtp", settings.Smtp.Enabled, settings.Smtp.TlsPort),
        .. Servers("pop3", settings.Pop3.Enabled, settings.Pop3.TlsPort),
    ];

    private static string[] Servers(string name, bool enabled, ushort tlsPort) => (enabled, tlsPort) switch
    {
        (false, _) => [],
        (true, 0) => [name],
        _ => [name, name + "s"],
    };
}
