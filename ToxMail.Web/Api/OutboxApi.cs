using Microsoft.AspNetCore.Http.HttpResults;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/outbox</c>: every recipient of every mail sent.</summary>
internal static class OutboxApi
{
    public static void MapOutbox(this RouteGroupBuilder api)
    {
        api.MapGet("/outbox", ListAsync).Produces<OutboxView[]>();
        api.MapGet("/outbox/{id:long}", FindAsync).Produces<OutboxView>();
        api.MapPost("/outbox/{id:long}/retry", async (long id, Outbox outbox, CancellationToken cancellationToken) =>
            Answer(await outbox.RetryAsync(id, cancellationToken))).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/outbox/{id:long}/confirm", async (long id, Outbox outbox, CancellationToken cancellationToken) =>
            Answer(await outbox.ConfirmAsync(id, cancellationToken))).Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/outbox/{id:long}", async (long id, Outbox outbox, CancellationToken cancellationToken) =>
            Answer(await outbox.CancelAsync(id, cancellationToken))).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(string? state, int? skip, int? take, Outbox outbox, HttpResponse response, CancellationToken cancellationToken)
    {
        var page = new Page(skip, take);
        if (page.Fault is { } fault)
        {
            return fault;
        }

        if (!TryState(state, out var wanted))
        {
            return Problems.BadRequest("bad-state", $"state is one of {string.Join(' ', Enum.GetNames<DeliveryState>())}.");
        }

        var rows = await outbox.ListAsync(wanted, page.From, page.Count, cancellationToken);
        response.Headers[Page.TotalHeader] = $"{rows.Total}";
        return TypedResults.Ok(rows.Entries.Select(OutboxView.Of).ToArray());
    }

    private static async Task<IResult> FindAsync(long id, Outbox outbox, CancellationToken cancellationToken) =>
        await outbox.FindAsync(id, cancellationToken) is { } entry ? TypedResults.Ok(OutboxView.Of(entry)) : NoRow();

    private static IResult Answer(OutboxCommandResult result) => result switch
    {
        OutboxCommandResult.Done => TypedResults.NoContent(),
        OutboxCommandResult.NotFound => NoRow(),
        _ => Problems.Conflict(OutboxWords.Code(result), OutboxWords.Explain(result)),
    };

    private static ProblemHttpResult NoRow() => Problems.NotFound("There is no mail with this number in the outbox.");

    private static bool TryState(string? text, out DeliveryState? state)
    {
        var name = Enum.GetNames<DeliveryState>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        state = name is null ? null : Enum.Parse<DeliveryState>(name);
        return name is not null || string.IsNullOrEmpty(text);
    }
}
