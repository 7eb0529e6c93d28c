using Microsoft.AspNetCore.Http.HttpResults;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/own-names</c>: the names the user publishes for this node.</summary>
internal static class OwnNamesApi
{
    public static void MapOwnNames(this RouteGroupBuilder api)
    {
        api.MapGet("/own-names", ListAsync).Produces<OwnNameView[]>();
        api.MapPut("/own-names/{name}", AddAsync).Produces<OwnNameView>();
        api.MapPost("/own-names/{name}/check", CheckAsync).Produces<OwnNameView>();
        api.MapDelete("/own-names/{name}", async (string name, OwnNames names, CancellationToken cancellationToken) =>
            await NamesApi.WithAsync(name, async address => await names.RemoveAsync(address, cancellationToken) ? TypedResults.NoContent() : NoName()))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(int? skip, int? take, OwnNames names, OwnIdentity own, HttpResponse response, CancellationToken cancellationToken) =>
        Page.Of(await names.ListAsync(cancellationToken), skip, take, name => OwnNameView.Of(name, own), response);

    private static Task<IResult> AddAsync(string name, OwnNames names, NameKeeper keeper, OwnIdentity own, CancellationToken cancellationToken) => NamesApi.WithAsync(name, async address =>
    {
        if (!PublishedName.TryCreate(address, out _, out var why))
        {
            return Problems.BadRequest(NameProblems.Code(NameFault.NotAName), NameWords.Sentence(why));
        }

        return await names.AddAsync(address, cancellationToken) == AddOwnNameResult.TooMany
            ? Problems.Conflict("too-many-names", TooMany)
            : Shown(await keeper.CheckOwnAsync(address, cancellationToken), own);
    });

    /// <summary>Said when there is no room for another name.</summary>
    public static string TooMany => $"At most {OwnNames.Limit} names can be published.";

    private static Task<IResult> CheckAsync(string name, NameKeeper keeper, OwnIdentity own, CancellationToken cancellationToken) =>
        NamesApi.WithAsync(name, async address => Shown(await keeper.CheckOwnAsync(address, cancellationToken), own));

    private static IResult Shown(OwnName? name, OwnIdentity own) => name is null ? NoName() : TypedResults.Ok(OwnNameView.Of(name, own));

    private static ProblemHttpResult NoName() => Problems.NotFound("You publish no such name.");
}
