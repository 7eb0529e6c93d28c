using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;
using static ToxMail.Core.Store.ContactList.AddContactResult;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/contacts</c>.</summary>
internal static class ContactsApi
{
    public static void MapContacts(this RouteGroupBuilder api)
    {
        api.MapGet("/contacts", ListAsync).Produces<ContactView[]>();
        api.MapPost("/contacts", AddAsync).Produces<ContactView>(StatusCodes.Status201Created).Produces<ContactView>();
        api.MapGet("/contacts/{publicKey}", FindAsync).Produces<ContactView>();
        api.MapPatch("/contacts/{publicKey}", ChangeAsync).Produces<ContactView>();
        api.MapDelete("/contacts/{publicKey}", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, contacts.RemoveAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/contacts/{publicKey}/block", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, contacts.BlockAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/contacts/{publicKey}/confirm", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, (key, token) => contacts.ConfirmAsync(key, true, token), cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/contacts/{publicKey}/confirm", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, (key, token) => contacts.ConfirmAsync(key, false, token), cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/contacts/{publicKey}/accept-mail-keys", (string publicKey, RelayDesk desk, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, desk.AcceptKeysAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/contacts/{publicKey}/keep-mail-keys", (string publicKey, RelayDesk desk, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, desk.KeepKeysAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/contacts/{publicKey}/unblock", (string publicKey, Contacts contacts, CancellationToken cancellationToken) =>
            CommandAsync(publicKey, contacts.UnblockAsync, cancellationToken)).Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Runs a command on the contact with this key and answers 204.</summary>
    public static async Task<IResult> CommandAsync(string publicKey, Func<PublicKey, CancellationToken, Task<ContactCommandResult>> command, CancellationToken cancellationToken) =>
        PublicKey.TryParse(publicKey, out var key)
            ? Problem(await command(key, cancellationToken)) ?? TypedResults.NoContent()
            : Problems.BadKey(publicKey);

    /// <summary>The problem that a result stands for; null when it was done.</summary>
    public static IResult? Problem(ContactCommandResult result) => result switch
    {
        ContactCommandResult.Done => null,
        ContactCommandResult.AliasTaken => Problem(new AliasTaken()),
        ContactCommandResult.BadAlias => Problem(new BadAlias()),
        ContactCommandResult.OwnKey => Problem(new OwnAddress()),
        _ => Problems.NotFound("There is nobody with this key."),
    };

    private static async Task<IResult> ListAsync(int? skip, int? take, Contacts contacts, RelayDesk desk, HttpResponse response, CancellationToken cancellationToken) =>
        Page.Of([.. (await contacts.ListAsync(cancellationToken)).Where(static contact => !contact.IsMember)], skip, take, contact => ContactView.Of(contact, desk), response);

    private static async Task<IResult> FindAsync(string publicKey, Contacts contacts, RelayDesk desk, CancellationToken cancellationToken)
    {
        if (!PublicKey.TryParse(publicKey, out var key))
        {
            return Problems.BadKey(publicKey);
        }

        return await contacts.FindAsync(key, cancellationToken) is { } contact
            ? TypedResults.Ok(ContactView.Of(contact, desk))
            : Problems.NotFound("There is no contact with this key.");
    }

    private static async Task<IResult> AddAsync([FromBody] NewContact wanted, Contacts contacts, NameDirectory names, RelayDesk desk, CancellationToken cancellationToken) => ContactAddress.Read(wanted.Address) switch
    {
        _ when MailCards.IsCard(wanted.Address) => await AddCardAsync(wanted, contacts, desk, cancellationToken),
        null => Problems.BadRequest("bad-address", ContactWords.NotAnAddress),
        Recipient.ByName name => await AddNameAsync(name.Address, wanted, contacts, names, desk, cancellationToken),
        var address => await AnswerAsync(await contacts.AddAsync(address, wanted.Alias, wanted.Message, cancellationToken), contacts, desk, cancellationToken),
    };

    private static async Task<IResult> AddCardAsync(NewContact wanted, Contacts contacts, RelayDesk desk, CancellationToken cancellationToken) => MailCards.Read(wanted.Address, out var fault) is { } card
        ? await AnswerAsync(await desk.AddCardAsync(card, wanted.Alias, wanted.Message, cancellationToken), contacts, desk, cancellationToken)
        : Problems.BadRequest(MailCardWords.Code(fault), MailCardWords.Explain(fault));

    private static async Task<IResult> AddNameAsync(MailAddress name, NewContact wanted, Contacts contacts, NameDirectory names, RelayDesk desk, CancellationToken cancellationToken)
    {
        ToxId? accepted = ToxId.TryParse(wanted.ToxId, out var id) == ToxIdFault.None ? id : null;
        return await names.AddContactAsync(name, accepted, wanted.Alias, wanted.Message, cancellationToken) switch
        {
            AddNameResult.Judged judged => await AnswerAsync(judged.Result, contacts, desk, cancellationToken),
            AddNameResult.NotProved unproved => NameProblems.NotProved(name, unproved),
            AddNameResult.NotFound nothing => NameProblems.Of(nothing.Finding),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    }

    /// <summary>The contact, when there is one now, or the problem.</summary>
    public static async Task<IResult> AnswerAsync(AddContactResult result, Contacts contacts, RelayDesk desk, CancellationToken cancellationToken)
    {
        return Key(result) is { } key && await contacts.FindAsync(key, cancellationToken) is { } contact
            ? Shown(result is NospamUpdated or CardKept, ContactView.Of(contact, desk))
            : Problem(result);
    }

    private static IResult Shown(bool wasThere, ContactView contact) =>
        wasThere ? TypedResults.Ok(contact) : TypedResults.Created($"/api/v1/contacts/{contact.PublicKey}", contact);

    private static async Task<IResult> ChangeAsync(string publicKey, [FromBody] ContactChange change, Contacts contacts, RelayDesk desk, CancellationToken cancellationToken)
    {
        if (!PublicKey.TryParse(publicKey, out var key))
        {
            return Problems.BadKey(publicKey);
        }

        if (change.Relay is { } terms && RelayWords.Fault(terms) is { } fault)
        {
            return fault;
        }

        return Problem(await ApplyAsync(key, change, contacts, desk, cancellationToken)) ?? await FindAsync(publicKey, contacts, desk, cancellationToken);
    }

    private static async Task<ContactCommandResult> ApplyAsync(PublicKey key, ContactChange change, Contacts contacts, RelayDesk desk, CancellationToken cancellationToken)
    {
        var renamed = change.HasAlias ? await contacts.RenameAsync(key, change.Alias, cancellationToken) : ContactCommandResult.Done;
        return renamed == ContactCommandResult.Done && change.Relay is { } terms ? await desk.SetContactAsync(key, RelayWords.Read(terms), cancellationToken) : renamed;
    }

    private static PublicKey? Key(AddContactResult result) => result switch
    {
        Added added => added.PublicKey,
        NospamUpdated updated => updated.PublicKey,
        CardKept kept => kept.PublicKey,
        RequestAccepted accepted => accepted.PublicKey,
        _ => null,
    };

    /// <summary>The problem that a result stands for.</summary>
    public static ProblemHttpResult Problem(AddContactResult result) =>
        Problems.Of(Status(result), ContactWords.Code(result), ContactWords.Explain(result));

    private static HttpStatusCode Status(AddContactResult result) => result switch
    {
        AlreadyContact or AliasTaken or Blocked or NameLeadsElsewhere or OtherMailKeys or FormerMailKeys => HttpStatusCode.Conflict,
        _ => HttpStatusCode.BadRequest,
    };
}
