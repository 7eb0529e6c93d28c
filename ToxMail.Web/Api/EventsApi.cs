using System.Text.Json;
using ToxMail.Core.Store;
using ToxMail.Web.Live;

namespace ToxMail.Web.Api;

/// <summary>
/// <c>/api/v1/events</c>: server-sent events (HTML standard, 9.2). Each says what kind of thing changed, at most four times a second;
/// what it is now is read from the call of that name.
/// </summary>
internal static class EventsApi
{
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    public static void MapEvents(this RouteGroupBuilder api) =>
        api.MapGet("/events", StreamAsync).Produces<string>(contentType: "text/event-stream");

    private static async Task StreamAsync(HttpContext context, ChangeFeed feed, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        // A stream that nobody ends would hold up the node's stop.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        using var subscription = feed.Subscribe();
        try
        {
            // Whoever has seen this misses nothing from here on.
            await SendAsync(context.Response, "event: open\ndata: {}\n\n", ending.Token);
            await foreach (var kinds in ThrottledChanges.ReadAsync(subscription, Alive, time, ending.Token))
            {
                var text = kinds.Count == 0 ? ": alive\n\n" : $"event: change\ndata: {Describe(kinds)}\n\n";
                await SendAsync(context.Response, text, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The listener left, or the node stops.
        }
    }

    private static string Describe(IReadOnlySet<ChangeKind> kinds) =>
        JsonSerializer.Serialize(new { changed = kinds.Order().Select(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())) });

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
