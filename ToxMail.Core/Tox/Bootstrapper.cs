using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace ToxMail.Core.Tox;

/// <summary>
/// Lets this node into the network and back into it: at start, when it stays offline, after the machine slept, after the network changed.
/// Names are resolved here, because libtoxcore would block its thread on them.
/// </summary>
internal sealed class Bootstrapper(ToxNode node, ToxOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>A resolver that hangs must not keep the other nodes waiting; the next round asks again anyway.</summary>
    private static readonly ResiliencePipeline Lookup = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(5)).Build();

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private volatile bool _networkChanged;

    internal void Start()
    {
        NetworkChange.NetworkAddressChanged += OnNetworkAddressChanged;
        _running = RunAsync(_stopping.Token);
    }

    internal void ConnectionChanged() => _wake.Writer.TryWrite(true);

    internal void NetworkChanged()
    {
        _networkChanged = true;
        _wake.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        NetworkChange.NetworkAddressChanged -= OnNetworkAddressChanged;
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private void OnNetworkAddressChanged(object? sender, EventArgs arguments) => NetworkChanged();

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                _networkChanged = false;
                await TryBootstrapAsync(stopping);
                await WaitAsync(BootstrapSchedule.Wait(attempt), stopping);
                if (await ReachedAsync(stopping))
                {
                    attempt = -1;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node ends.
        }
    }

    /// <summary>While online, sleeps until that ends; a short loss is left to libtoxcore.</summary>
    private async Task<bool> ReachedAsync(CancellationToken stopping)
    {
        var reached = false;
        while (node.Status.Connection != ToxConnection.None && !_networkChanged)
        {
            reached = true;
            await WaitAsync(Timeout.InfiniteTimeSpan, stopping);
            if (node.Status.Connection == ToxConnection.None)
            {
                await WaitAsync(BootstrapSchedule.Grace, stopping);
            }
        }

        return reached || _networkChanged;
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        using var timer = time.CreateTimer(_ => _wake.Writer.TryWrite(true), null, wait, Timeout.InfiniteTimeSpan);
        await _wake.Reader.ReadAsync(stopping);
    }

    /// <summary>A fault ends a round and never the rounds: nobody would see why the node stays offline.</summary>
    private async Task TryBootstrapAsync(CancellationToken stopping)
    {
        try
        {
            await BootstrapAsync(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            ToxNodeLog.BootstrapFailed(logger, exception);
        }
    }

    private async Task BootstrapAsync(CancellationToken stopping)
    {
        var nodes = BootstrapNodes.Choose(options);
        ToxNodeLog.Bootstrapping(logger, nodes.Count);
        foreach (var target in nodes)
        {
            foreach (var address in await ResolveAsync(target.Host, stopping))
            {
                await node.RunAsync(engine => { engine.Bootstrap(address.ToString(), target); });
            }
        }
    }

    private async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken stopping)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        if (options.Proxy is not null)
        {
            return [];
        }

        try
        {
            var addresses = await Lookup.ExecuteAsync(async cancellationToken => await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(cancellationToken), stopping);
            return [.. addresses.Where(address => options.Ipv6Enabled || address.AddressFamily == AddressFamily.InterNetwork)];
        }
        catch (Exception exception) when (exception is SocketException or TimeoutRejectedException or ArgumentException)
        {
            return [];
        }
    }
}
