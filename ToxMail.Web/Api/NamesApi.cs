using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/names</c>: where names lead, and what the user decides about them.</summary>
internal static class NamesApi
{
    public static void MapNames(this RouteGroupBuilder api)
    {
        api.MapGet("/names/{name}", FindAsync).Produces<NameView>();
        api.MapDelete("/names/{name}", async (string name, NamePins pins, CancellationToken cancellationToken) =>
            await WithAsync(name, async address => await pins.ForgetAsync(address, cancellationToken) ? TypedResults.NoContent() : Unknown()))
            .Produces(StatusCodes.Status204NoContent);
        api.MapPost("/names/{name}/keep", async (string name, NamePins pins, CancellationToken cancellationToken) =>
            await WithAsync(name, async address => await pins.DeclineAsync(address, cancellationToken) ? TypedResults.NoContent() : Unchanged()))
            .Produces(StatusCodes.Status204NoContent);
        api.MapPost("/names/{name}/take", TakeAsync).Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Runs a call on a name, or answers that it is none.</summary>
    public static Task<IResult> WithAsync(string name, Func<MailAddress, Task<IResult>> call) =>
        MailAddress.TryParse(name, out var address) && Recipient.Of(address) is Recipient.ByName
            ? call(address)
            : Task.FromResult<IResult>(NameProblems.NotAName(name));

    private static Task<IResult> FindAsync(string name, NameDirectory names, CancellationToken cancellationToken) => WithAsync(name, async address =>
    {
        var sight = await names.LookAsync(address, fresh: false, cancellationToken);
        return sight.Trust is null ? NameProblems.Of(sight.Finding) : TypedResults.Ok(NameView.Of(address, sight));
    });

    private static Task<IResult> TakeAsync(string name, [FromBody] TakenKey taken, NameDirectory names, CancellationToken cancellationToken) => WithAsync(name, async address =>
    {
        if (!PublicKey.TryParse(taken.PublicKey, out var wanted))
        {
            return Problems.BadKey(taken.PublicKey);
        }

        return await names.TakeNewKeyAsync(address, wanted, cancellationToken) switch
        {
            AddNameResult.Judged { Result: AddContactResult.NameLeadsElsewhere } => Unknown(),
            AddNameResult.Judged { Result: AddContactResult.Blocked or AddContactResult.OwnAddress } refused => ContactsApi.Problem(refused.Result),
            AddNameResult.Judged => TypedResults.NoContent(),
            AddNameResult.NotProved other => NameProblems.NotProved(address, other),
            AddNameResult.NotFound nothing => NameProblems.Of(nothing.Finding),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    });

    private static ProblemHttpResult Unknown() => Problems.NotFound("Nothing is known of this name.");

    private static ProblemHttpResult Unchanged() => Problems.Conflict("not-changed", "This name does not lead to another key.");
}
