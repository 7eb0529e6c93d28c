using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Letters;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/introductions</c>: people whom contacts introduced; and introducing contacts to each other.</summary>
internal static class IntroductionsApi
{
    private const string One = "/introductions/{introducedBy}/{publicKey}";

    public static void MapIntroductions(this RouteGroupBuilder api)
    {
        api.MapGet("/introductions", ListAsync).Produces<IntroductionView[]>();
        api.MapPost($"{One}/accept", AcceptAsync).Produces<ContactView>(StatusCodes.Status201Created);
        api.MapDelete(One, DismissAsync).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/contacts/{publicKey}/introduce", IntroduceAsync).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(int? skip, int? take, Introductions introductions, HttpResponse response, CancellationToken cancellationToken) =>
        Page.Of(await introductions.ListAsync(cancellationToken), skip, take, IntroductionView.Of, response);

    private static async Task<IResult> AcceptAsync(
        string introducedBy, string publicKey, [FromBody] RequestAnswer? answer, Introductions introductions, Contacts contacts, RelayDesk desk, CancellationToken cancellationToken)
    {
        if (!PublicKey.TryParse(introducedBy, out var by) || !PublicKey.TryParse(publicKey, out var key))
        {
            return Problems.BadKey(PublicKey.TryParse(introducedBy, out _) ? publicKey : introducedBy);
        }

        return await introductions.AddAsync(by, key, answer?.Alias, cancellationToken) is { } result ? await ContactsApi.AnswerAsync(result, contacts, desk, cancellationToken) : None();
    }

    private static async Task<IResult> DismissAsync(string introducedBy, string publicKey, Introductions introductions, CancellationToken cancellationToken) =>
        PublicKey.TryParse(introducedBy, out var by) && PublicKey.TryParse(publicKey, out var key) && await introductions.DismissAsync(by, key, cancellationToken) ? TypedResults.NoContent() : None();

    private static async Task<IResult> IntroduceAsync(string publicKey, [FromBody] IntroduceTo whom, Introducer introducer, CancellationToken cancellationToken)
    {
        if (!PublicKey.TryParse(publicKey, out var key) || !PublicKey.TryParse(whom.To, out var other))
        {
            return Problems.BadKey(PublicKey.TryParse(publicKey, out _) ? whom.To : publicKey);
        }

        return await introducer.IntroduceAsync(key, whom.Name, other, whom.ToName, cancellationToken) switch
        {
            IntroduceResult.Done => TypedResults.NoContent(),
            var result => Problems.Of(HttpStatusCode.Conflict, IntroductionWords.Code(result), IntroductionWords.Explain(result)),
        };
    }

    private static ProblemHttpResult None() => Problems.NotFound("There is no such introduction.");
}
