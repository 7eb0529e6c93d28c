using Microsoft.Extensions.Hosting;
using ToxMail.Core.Net;
using ToxMail.Core.Store;

namespace ToxMail.Core.Hosting;

/// <summary>Passes what the listeners report on to the change feed: Net knows no store.</summary>
internal sealed class ListenerChanges(ListenerBoard board, ChangeFeed feed) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        board.Changed += Publish;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        board.Changed -= Publish;
        return Task.CompletedTask;
    }

    private void Publish() => feed.Publish(ChangeKind.Listeners);
}
