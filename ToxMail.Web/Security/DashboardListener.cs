using System.Net;
using ToxMail.Core.Hosting;
using ToxMail.Core.Net;

namespace ToxMail.Web.Security;

/// <summary>Puts the dashboard on the board of listeners and lets the program's other commands find it through a file in the data folder.</summary>
internal sealed partial class DashboardListener(ListenerBoard board, DashboardAddress address, RunningNodeFile file, ILogger<DashboardListener> logger) : IHostedService
{
    private string? _error;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // One that a killed node left would send the commands elsewhere until this one has its address.
        file.Delete();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        file.Delete();
        return Task.CompletedTask;
    }

    /// <summary>The port is open.</summary>
    public void Opened(IPEndPoint endpoint)
    {
        _error = null;
        address.Set(endpoint);
        try
        {
            file.Write(address.Root);
        }
        catch (IOException fault)
        {
            LogNotWritten(fault);
        }

        board.Listening(Readiness.Dashboard, endpoint);
    }

    /// <summary>It could not be opened and is tried again.</summary>
    public void Failed(IPEndPoint endpoint, string error)
    {
        if (_error != error)
        {
            _error = error;
            LogFailed(endpoint, error);
        }

        board.Failed(Readiness.Dashboard, endpoint, error);
    }

    [LoggerMessage(LogLevel.Warning, "The dashboard cannot listen on {EndPoint}: {Error} Trying again every few seconds; another port is set by ToxMail:Dashboard:Port.")]
    private partial void LogFailed(EndPoint endPoint, string error);

    [LoggerMessage(LogLevel.Error, "The program's other commands cannot find this node.")]
    private partial void LogNotWritten(Exception fault);
}
