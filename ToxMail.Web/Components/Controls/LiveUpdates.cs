using Microsoft.AspNetCore.Components;
using ToxMail.Core.Store;
using ToxMail.Web.Live;

namespace ToxMail.Web.Components.Controls;

/// <summary>Put on a page, calls it back when something it shows has changed, at most four times a second; shows nothing itself.</summary>
public sealed class LiveUpdates(ChangeFeed feed, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private bool _disposed;

    /// <summary>What the page shows.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ChangeKind> Kinds { get; set; } = [];

    /// <summary>Reads it anew.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _leaving.Cancel();
            _leaving.Dispose();
        }
    }

    /// <summary>Only a live page listens: this is not called while it is rendered for the first time on the server.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && !_disposed)
        {
            _ = ListenAsync(_leaving.Token);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var changes = ThrottledChanges.ReadAsync(feed.Subscribe(), Quiet, time, cancellationToken);

            // What changed between the page's first look and the subscription would stay unseen.
            await InvokeAsync(Changed.InvokeAsync);
            await foreach (var kinds in changes)
            {
                if (kinds.Count == 0 || Kinds.Any(kinds.Contains))
                {
                    await InvokeAsync(Changed.InvokeAsync);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
