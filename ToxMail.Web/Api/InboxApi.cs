using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using ToxMail.Core.Delivery;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/inbox</c>: what the maildrop holds.</summary>
internal static class InboxApi
{
    public static void MapInbox(this RouteGroupBuilder api)
    {
        api.MapGet("/inbox", ListAsync).Produces<InboxView[]>();
        api.MapPost("/inbox/test", TestAsync).Produces(StatusCodes.Status204NoContent);
        api.MapGet("/inbox/{id:long}", FindAsync).Produces<InboxView>();
        api.MapGet("/inbox/{id:long}/raw", ReadAsync).Produces<Stream>(contentType: "message/rfc822");
    }

    private static async Task<IResult> ListAsync(int? skip, int? take, Inbox inbox, HttpResponse response, CancellationToken cancellationToken)
    {
        var page = new Page(skip, take);
        if (page.Fault is { } fault)
        {
            return fault;
        }

        var mails = await inbox.ListAsync(page.From, page.Count, cancellationToken);
        response.Headers[Page.TotalHeader] = $"{mails.Total}";
        return TypedResults.Ok(mails.Entries.Select(InboxView.Of).ToArray());
    }

    /// <summary>A mail to oneself, for trying a mail client.</summary>
    private static async Task<IResult> TestAsync(TestMailSender test, CancellationToken cancellationToken)
    {
        await test.SendAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FindAsync(long id, Inbox inbox, CancellationToken cancellationToken) =>
        await inbox.FindAsync(id, cancellationToken) is { } mail ? TypedResults.Ok(InboxView.Of(mail)) : NoMail();

    private static async Task<IResult> ReadAsync(long id, Inbox inbox, BlobStore blobs, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } mail)
        {
            return NoMail();
        }

        try
        {
            return TypedResults.Stream(blobs.OpenRead(mail.Blob), "message/rfc822", $"{mail.Uid}.eml");
        }
        catch (Exception fault) when (fault is FileNotFoundException or BlobCorruptException)
        {
            // Or a mail client deleted it since it was looked up.
            return await inbox.FindAsync(id, cancellationToken) is null ? NoMail() : Problems.Of(HttpStatusCode.InternalServerError, "mail-damaged", "The file of this mail is missing or damaged; the mail can only be deleted.");
        }
    }

    private static ProblemHttpResult NoMail() => Problems.NotFound("There is no mail with this number in the inbox.");
}
