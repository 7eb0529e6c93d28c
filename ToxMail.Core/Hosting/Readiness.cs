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
    public async Task WaitAsync(CancellationToken ct)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        board.Changed += Look;
        try
        {
            Look();
            await ready.Task.WaitAsync(ct);
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

    private IEnumerable<string> Expected()
    {
        yield return Dashboard;
        if (settings.Smtp.Enabled)
        {
            yield return "smtp";
        }

        if (settings.Pop3.Enabled)
        {
            yield return "pop3";
        }
    }
}
