using System.Net;
using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/relay/stores</c>, <c>/relay/members</c> and <c>/relay/instances</c>: store nodes that the user uses, and his own.</summary>
internal static class StoresApi
{
    public static void MapStores(this RouteGroupBuilder api)
    {
        api.MapGet("/relay/stores", StoresAsync).Produces<StoreView[]>();
        api.MapPost("/relay/stores", JoinAsync).Produces<StoreView>(StatusCodes.Status202Accepted);
        api.MapDelete("/relay/stores/{publicKey}", (string publicKey, StoreDesk desk, CancellationToken cancellationToken) =>
            ContactsApi.CommandAsync(publicKey, desk.LeaveAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapGet("/relay/instances", static async (StoreDesk desk, CancellationToken cancellationToken) => (await desk.InstancesAsync(cancellationToken)).Select(InstanceView.Of).ToArray()).Produces<InstanceView[]>();
        api.MapGet("/relay/members", MembersAsync).Produces<MemberView[]>();
        api.MapDelete("/relay/members/{publicKey}", (string publicKey, StoreDesk desk, CancellationToken cancellationToken) =>
            ContactsApi.CommandAsync(publicKey, desk.RemoveMemberAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> StoresAsync(int? skip, int? take, StoreDesk desk, HttpResponse response, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoreView> all = [.. desk.Joins.Select(StoreView.Of), .. (await desk.StoresAsync(cancellationToken)).Select(StoreView.Of)];
        return Page.Of(all, skip, take, static store => store, response);
    }

    private static async Task<IResult> JoinAsync([FromBody] NewStore wanted, StoreDesk desk, CancellationToken cancellationToken) => await desk.JoinAsync(wanted.Address, wanted.Name, cancellationToken) switch
    {
        JoinStoreResult.Begun begun => TypedResults.Accepted("/api/v1/relay/stores", StoreView.Of(begun.Join)),
        JoinStoreResult.Refused { Why: AddContactResult.AlreadyContact or AddContactResult.AliasTaken or AddContactResult.Blocked } refused => Problems.Conflict(ContactWords.Code(refused.Why), StoreWords.Explain(refused.Why)),
        JoinStoreResult.Refused refused => Problems.BadRequest(ContactWords.Code(refused.Why), StoreWords.Explain(refused.Why)),
        _ => Problems.Of(HttpStatusCode.ServiceUnavailable, "busy", StoreWords.Busy),
    };

    private static async Task<IResult> MembersAsync(int? skip, int? take, StoreDesk desk, HttpResponse response, CancellationToken cancellationToken) =>
        Page.Of(await desk.MembersAsync(cancellationToken), skip, take, MemberView.Of, response);
}
