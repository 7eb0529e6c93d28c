using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay;

/// <summary>
/// Pieces of work, done one at a time: those of a contact in order, contacts and the node itself in turns. A fault of the machine, such as a full disk, ends
/// one piece and never the queue.
/// </summary>
internal sealed partial class WorkQueue(TimeProvider time, ILogger<WorkQueue> logger)
{
    /// <summary>Who asks does so on the way of direct mail, which never waits for the relay.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A disk that is full fails every piece of work until there is room.</summary>
    private static readonly TimeSpan BetweenDiskFaults = TimeSpan.FromMinutes(1);

    private readonly Turns _turns = new();
    private readonly Channel<bool> _posted = Channel.CreateUnbounded<bool>(new UnboundedChannelOptions { SingleReader = true });
    private long? _diskFaultAt;

    /// <summary>The node's own work, which has its turn like a contact's.</summary>
    internal void Post(Func<CancellationToken, Task> work) => Post(default, work);

    internal void Post(PublicKey contact, Func<CancellationToken, Task> work)
    {
        _turns.Add(contact, work);
        _posted.Writer.TryWrite(true);
    }

    /// <summary>Asks in turn; whoever cannot wait that long gets what holds when there is no relay.</summary>
    internal async Task<T> AskAsync<T>(Func<T> question, T otherwise, CancellationToken cancellationToken)
    {
        var answer = otherwise;
        try
        {
            await DoAsync(
                _ =>
                {
                    answer = question();
                    return Task.CompletedTask;
                },
                cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return answer;
        }
        catch (TimeoutException)
        {
            return otherwise;
        }
    }

    /// <summary>Does it in turn and lets the caller know how it ended.</summary>
    internal Task DoAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => DoAsync(default, work, cancellationToken);

    /// <summary>The same in a contact's turn.</summary>
    internal Task DoAsync(PublicKey contact, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(contact, async stopping =>
        {
            try
            {
                await work(stopping);
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Does all that is posted, until it is stopped; <paramref name="after"/> is done behind each piece.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal async Task RunAsync(Func<CancellationToken, Task> after, CancellationToken stopping)
    {
        await foreach (var _ in _posted.Reader.ReadAllAsync(stopping))
        {
            if (_turns.TryTake(out var work))
            {
                await TryAsync(work, stopping);
                await after(stopping);
            }
        }
    }

    /// <returns>False when it met a fault, which is logged.</returns>
    internal async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
            return true;
        }
        catch (IOException exception)
        {
            NoteDiskFault(exception);
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogFault(logger, exception);
            return false;
        }
    }

    private void NoteDiskFault(IOException fault)
    {
        if (_diskFaultAt is { } last && time.GetElapsedTime(last) < BetweenDiskFaults)
        {
            return;
        }

        _diskFaultAt = time.GetTimestamp();
        LogDisk(logger, fault.Message, fault.InnerException?.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Relaying mail waits until the disk takes it: {Fault} {Reason}")]
    private static partial void LogDisk(ILogger logger, string fault, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Relaying mail met a fault and goes on")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
