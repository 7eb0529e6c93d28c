using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Relay;

/// <summary>Pieces of work, done one at a time and in order. A fault of the machine, such as a full disk, ends one piece and never the queue.</summary>
internal sealed partial class WorkQueue(TimeProvider time, ILogger<WorkQueue> logger)
{
    /// <summary>Who asks does so on the way of direct mail, which never waits for the relay.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateUnbounded<Func<CancellationToken, Task>>(new UnboundedChannelOptions { SingleReader = true });

    internal void Post(Func<CancellationToken, Task> work) => _work.Writer.TryWrite(work);

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
    internal Task DoAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async stopping =>
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
        await foreach (var work in _work.Reader.ReadAllAsync(stopping))
        {
            await TryAsync(work, stopping);
            await after(stopping);
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
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogFault(logger, exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Relaying mail met a fault and goes on")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
