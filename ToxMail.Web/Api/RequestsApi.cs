using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/requests</c>: people who ask to become contacts.</summary>
internal static class RequestsApi
{
    public static void MapRequests(this RouteGroupBuilder api)
    {
        api.MapGet("/requests", ListAsync).Produces<RequestView[]>();
        api.MapPost("/requests/{publicKey}/accept", (string publicKey, [FromBody] RequestAnswer? answer, Contacts contacts, CancellationToken cancellationToken) =>
            ContactsApi.CommandAsync(publicKey, (key, token) => contacts.AcceptAsync(key, answer?.Alias, token), cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/requests/{publicKey}/block", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            ContactsApi.CommandAsync(publicKey, contacts.BlockAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/requests/{publicKey}", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            ContactsApi.CommandAsync(publicKey, contacts.IgnoreAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(int? skip, int? take, Contacts contacts, HttpResponse response, CancellationToken cancellationToken) =>
        Page.Of(await contacts.ListRequestsAsync(cancellationToken), skip, take, RequestView.Of, response);
}
