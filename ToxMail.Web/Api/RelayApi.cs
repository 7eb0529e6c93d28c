using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/relay</c>.</summary>
internal static class RelayApi
{
    public static void MapRelay(this RouteGroupBuilder api)
    {
        api.MapGet("/relay", ReadAsync).Produces<RelayView>();
        api.MapPut("/relay", ChangeAsync).Produces<RelayView>();
    }

    private static async Task<RelayView> ReadAsync(RelayDesk desk, CancellationToken cancellationToken) => RelayView.Of(await desk.OverviewAsync(cancellationToken), desk);

    private static async Task<IResult> ChangeAsync([FromBody] RelayLimitsChange change, RelayDesk desk, CancellationToken cancellationToken)
    {
        if (RelayWords.Fault(change) is { } fault)
        {
            return fault;
        }

        return await desk.ChangeAsync(change.On, cancellationToken) is RelayChangeResult.Refused refused
            ? Problems.BadRequest("bad-relay-limit", $"{JsonNamingPolicy.CamelCase.ConvertName(refused.Limit)}: {refused.Why}")
            : TypedResults.Ok(await ReadAsync(desk, cancellationToken));
    }
}
