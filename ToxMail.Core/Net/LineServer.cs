using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ToxMail.Core.Net;

/// <summary>
/// One listener and its sessions. A taken port is a visible fault of this server alone and is tried again; a failing session ends alone.
/// </summary>
internal sealed partial class LineServer(
    LineServerSettings settings,
    Func<LineConnection, CancellationToken, Task> session,
    ListenerBoard board,
    TimeProvider time,
    ILoggerFactory loggers) : IAsyncDisposable
{
    // Together below the 5 seconds a node has to stop.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AbortGrace = TimeSpan.FromSeconds(1);

    // What a client may have sent ahead of us, times the sessions, is memory. A session goes on at once on the thread that read its octets: handing
    // it to another costs more than most commands do, and a session that takes its time holds up none but itself.
    private static readonly SocketTransportOptions Transport = new() { MaxReadBufferSize = 128 * 1024, MaxWriteBufferSize = 128 * 1024, UnsafePreferInlineScheduling = true };

    private readonly ILogger _logger = loggers.CreateLogger($"{typeof(LineServer).Namespace}.{settings.Name}");
    private readonly SocketTransportFactory _transport = new(Options.Create(Transport), loggers);
    private readonly ConcurrentDictionary<LineConnection, Task> _sessions = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private Task _running = Task.CompletedTask;
    private IConnectionListener? _listener;
    private string? _bindError;
    private long _accepted;

    /// <summary>Where it listens, or wants to.</summary>
    internal EndPoint EndPoint => _listener?.EndPoint ?? settings.EndPoint;

    /// <summary>Sessions open now.</summary>
    internal int SessionCount => _sessions.Count;

    /// <summary>Tries to open the port, so that its state is known afterwards, and serves from then on.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryBindAsync(cancellationToken);
        _running = ServeAsync();
    }

    /// <summary>Takes no more clients, lets each session say goodbye, and cuts those that do not end.</summary>
    internal async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await CloseListenerAsync();
        await _running;
        if (!await EndedWithinAsync(StopGrace))
        {
            await _aborting.CancelAsync();
            foreach (var connection in _sessions.Keys)
            {
                connection.Abort("The node is stopping.");
            }

            await EndedWithinAsync(AbortGrace);
        }

        board.Off(settings.Name, settings.EndPoint);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task<bool> EndedWithinAsync(TimeSpan grace)
    {
        foreach (var connection in _sessions.Keys)
        {
            connection.RequestStop();
        }

        var all = Task.WhenAll(_sessions.Values);
        return await Task.WhenAny(all, Task.Delay(grace, time, CancellationToken.None)) == all;
    }

    private async Task ServeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (_listener is null)
                {
                    await Task.Delay(BindFault.Retry, time, _stopping.Token);
                    await TryBindAsync(_stopping.Token);
                }

                await AcceptAllAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault) when (fault is IOException or SocketException)
            {
                LogAcceptFailed(fault);
                await CloseListenerAsync();
                board.Failed(settings.Name, settings.EndPoint, fault.Message);
            }
        }
    }

    private async Task AcceptAllAsync()
    {
        while (_listener is { } listener && await listener.AcceptAsync(_stopping.Token) is { } context)
        {
            var connection = new LineConnection(context, settings.IdleTimeout, time)
            {
                Introduced = client => board.SawClient(settings.Name, client),
                Transcript = settings.Transcript ? new Transcript(loggers.CreateLogger<Transcript>(), $"{settings.Name} {++_accepted}") : Transcript.Off,
            };
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _sessions[connection] = RunAsync(connection, started.Task);
            started.SetResult();
        }
    }

    private async Task RunAsync(LineConnection connection, Task started)
    {
        await started;
        try
        {
            await using (connection)
            {
                await ServeClientAsync(connection);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
        {
            LogSessionCut(fault.Message);
        }
        catch (Exception fault)
        {
            LogSessionFailed(fault);
        }
        finally
        {
            _sessions.TryRemove(connection, out _);
        }
    }

    private async Task ServeClientAsync(LineConnection connection)
    {
        board.SawClient(settings.Name, connection.RemoteEndPoint?.ToString() ?? string.Empty);
        if (_sessions.Count > settings.MaxSessions)
        {
            TurnAway(connection);
        }
        else if (settings.ImplicitTls is not { } tls || await connection.UpgradeAsync(tls, _aborting.Token))
        {
            await session(connection, _aborting.Token);
        }
    }

    /// <summary>Under TLS without a word: it would take a handshake, and clients that never say one are what fills the places.</summary>
    private void TurnAway(LineConnection connection)
    {
        LogBusy(settings.MaxSessions);
        if (settings.ImplicitTls is null)
        {
            connection.Reply(settings.BusyLine);
        }
        else
        {
            connection.Abort("Too many clients are connected.");
        }
    }

    private async Task TryBindAsync(CancellationToken cancellationToken)
    {
        if (settings.ImplicitTls is { IsReady: false } tls)
        {
            board.Failed(settings.Name, settings.EndPoint, tls.Fault());
            return;
        }

        try
        {
            _listener = await _transport.BindAsync(settings.EndPoint, cancellationToken);
            _bindError = null;
            board.Listening(settings.Name, _listener.EndPoint);
            LogListening(_listener.EndPoint);
        }
        catch (Exception fault) when (BindFault.Is(fault))
        {
            var error = BindFault.Explain(fault, settings.EndPoint);
            if (Interlocked.Exchange(ref _bindError, error) != error)
            {
                LogBindFailed(settings.EndPoint, error);
            }

            board.Failed(settings.Name, settings.EndPoint, error);
        }
    }

    private async Task CloseListenerAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
        {
            await listener.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Information, "Listening on {EndPoint}.")]
    private partial void LogListening(EndPoint endPoint);

    [LoggerMessage(LogLevel.Warning, "Cannot listen on {EndPoint}: {Error} Trying again every few seconds.")]
    private partial void LogBindFailed(EndPoint endPoint, string error);

    [LoggerMessage(LogLevel.Warning, "Accepting clients failed; opening the port anew.")]
    private partial void LogAcceptFailed(Exception fault);

    [LoggerMessage(LogLevel.Warning, "A client was turned away: {MaxSessions} sessions are open.")]
    private partial void LogBusy(int maxSessions);

    [LoggerMessage(LogLevel.Debug, "A session was cut: {Reason}")]
    private partial void LogSessionCut(string reason);

    [LoggerMessage(LogLevel.Error, "A session failed.")]
    private partial void LogSessionFailed(Exception fault);
}
