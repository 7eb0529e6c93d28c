using System.Net;
using Microsoft.AspNetCore.Connections;
using ToxMail.Core.Net;

namespace ToxMail.Web.Security;

/// <summary>The dashboard's port, which is tried again and again while another program has it.</summary>
internal sealed class DashboardPort(IConnectionListenerFactory sockets, IPEndPoint wanted, DashboardListener dashboard, TimeProvider time) : IConnectionListener
{
    private readonly CancellationTokenSource _closing = new();
    private IConnectionListener? _open;

    /// <inheritdoc />
    public EndPoint EndPoint => _open?.EndPoint ?? wanted;

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            while (_open is null)
            {
                await Task.Delay(BindFault.Retry, time, _closing.Token);
                await TryOpenAsync(_closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return _closing.IsCancellationRequested ? null : await _open.AcceptAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _closing.CancelAsync();
        if (_open is { } listener)
        {
            await listener.UnbindAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_open is { } listener)
        {
            await listener.DisposeAsync();
        }

        _closing.Dispose();
    }

    /// <summary>Opens it, or says why it cannot.</summary>
    internal async Task TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _open = await sockets.BindAsync(wanted, cancellationToken);
        }
        catch (Exception fault) when (BindFault.Is(fault))
        {
            dashboard.Failed(wanted, BindFault.Explain(fault, wanted));
            return;
        }

        dashboard.Opened((IPEndPoint)_open.EndPoint);
    }
}
