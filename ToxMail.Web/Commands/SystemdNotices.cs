using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting.Systemd;
using ToxMail.Core.Hosting;
using ToxMail.Core.Net;
using ToxMail.Core.Tls;

namespace ToxMail.Web.Commands;

/// <summary>
/// Tells systemd how the node does (sd_notify(3), <c>Type=notify</c>), and reads the certificate again when it is told to reload. Nothing
/// happens unless systemd, or whoever acts as it, gave a socket for it.
/// </summary>
internal sealed class SystemdNotices(ISystemdNotifier notifier, IHostApplicationLifetime lifetime, ListenerBoard board, Readiness readiness, TlsCertificates certificates)
    : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private PosixSignalRegistration? _reload;
    private bool _started;
    private string _status = string.Empty;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!notifier.IsEnabled)
        {
            return Task.CompletedTask;
        }

        // Elsewhere this signal says that the terminal was closed, and the node has to end as ever.
        _reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        board.Changed += Tell;
        lifetime.ApplicationStarted.Register(Tell);
        lifetime.ApplicationStopping.Register(() => notifier.Notify(ServiceState.Stopping));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        board.Changed -= Tell;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _reload?.Dispose();

    private void Reload(PosixSignalContext signal)
    {
        signal.Cancel = true;
        certificates.Refresh();
    }

    /// <summary>A port that is taken does not hold up readiness: systemd would end the node for it, and it is to serve with the rest.</summary>
    private void Tell()
    {
        lock (_gate)
        {
            var failed = board.Current.FirstOrDefault(listener => listener.State == ListenerState.Failed);
            if (lifetime.ApplicationStopping.IsCancellationRequested || !lifetime.ApplicationStarted.IsCancellationRequested || (!readiness.IsReady && failed is null))
            {
                return;
            }

            if (!_started)
            {
                _started = true;
                notifier.Notify(ServiceState.Ready);
            }

            var status = failed is null ? "Every server listens." : $"{failed.Name} does not listen on {failed.Endpoint}: {failed.Error}";
            if (status != _status)
            {
                _status = status;
                notifier.Notify(new ServiceState($"STATUS={status}"));
            }
        }
    }
}
