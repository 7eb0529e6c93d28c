using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Store.Passwords;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/passwords</c>: one for each mail client.</summary>
internal static class PasswordsApi
{
    /// <summary>Said of a name that another client has.</summary>
    public const string NameTaken = "Another mail client has this name.";

    /// <summary>Said of a name that is none.</summary>
    public const string BadName = "The name has 1 to 64 characters, none of them a control character; it is not . or .. and does not contain %2F.";

    /// <summary>Said of a name that no client has.</summary>
    public const string NoSuchName = "There is no password with this name.";

    public static void MapPasswords(this RouteGroupBuilder api)
    {
        api.MapGet("/passwords", ListAsync).Produces<PasswordView[]>();
        api.MapPost("/passwords", CreateAsync).Produces<CreatedPassword>(StatusCodes.Status201Created);
        api.MapDelete("/passwords", RemoveAsync).Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/passwords/{**name}", RemoveAtPathAsync).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(int? skip, int? take, ClientPasswords passwords, HttpResponse response, CancellationToken cancellationToken) =>
        Page.Of(await passwords.ListAsync(cancellationToken), skip, take, PasswordView.Of, response);

    private static async Task<IResult> CreateAsync([FromBody] NewPassword wanted, ClientPasswords passwords, CancellationToken cancellationToken) =>
        await passwords.CreateAsync(wanted.Name, cancellationToken) switch
        {
            CreatePasswordResult.Created made => TypedResults.Created((string?)null, CreatedPassword.Of(made.Password)),
            CreatePasswordResult.NameTaken => Problems.Conflict("name-taken", NameTaken),
            _ => Problems.BadRequest("bad-name", BadName),
        };

    /// <summary>By a query, which can name those too that a path cannot: of former days, there may be some.</summary>
    private static async Task<IResult> RemoveAsync([FromQuery] string name, ClientPasswords passwords, CancellationToken cancellationToken) =>
        await passwords.RemoveAsync(name, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound(NoSuchName);

    private static Task<IResult> RemoveAtPathAsync(string name, ClientPasswords passwords, CancellationToken cancellationToken) =>
        RemoveAsync(WithSlashes(name), passwords, cancellationToken);

    /// <summary>A path keeps its encoded slashes, because they would divide it.</summary>
    private static string WithSlashes(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
