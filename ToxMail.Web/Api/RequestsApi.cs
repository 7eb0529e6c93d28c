using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Store;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/requests</c>: people who ask to become contacts.</summary>
internal static class RequestsApi
{
    public static void MapRequests(this RouteGroupBuilder api)
    {
        api.MapGet("/requests", ListAsync).Produces<RequestView[]>();
        api.MapPost("/requests/{publicKey}/accept", (string publicKey, [FromBody] RequestAnswer? answer, Contacts contacts, CancellationToken ct) =>
            ContactsApi.CommandAsync(publicKey, (key, token) => contacts.AcceptAsync(key, answer?.Alias, token), ct)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/requests/{publicKey}/block", (string publicKey, Contacts contacts, CancellationToken ct) =>
            ContactsApi.CommandAsync(publicKey, contacts.BlockAsync, ct)).Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/requests/{publicKey}", (string publicKey, Contacts contacts, CancellationToken ct) =>
            ContactsApi.CommandAsync(publicKey, contacts.IgnoreAsync, ct)).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(int? skip, int? take, Contacts contacts, HttpResponse response, CancellationToken ct) =>
        Page.Of(await contacts.ListRequestsAsync(ct), skip, take, RequestView.Of, response);
}
