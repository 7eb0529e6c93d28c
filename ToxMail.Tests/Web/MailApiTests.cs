using System.Net;
using System.Text;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class MailApiTests(WebNode node) : IClassFixture<WebNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_outbox_lists_each_recipient_with_the_fields_of_the_contract()
    {
        using var api = node.Api();
        await new MailSamples(node).QueueAsync(90, "Lunch?");

        var row = (await Answer.OfAsync(api.GetAsync("/api/v1/outbox?take=1", Ct))).Json[0];

        Assert.Equal("Lunch?", row.GetProperty("subject").GetString());
        Assert.Equal("AwaitingContact", row.GetProperty("state").GetString());
        foreach (var name in (string[])["id", "messageId", "recipient", "publicKey", "attempts", "nextAttempt", "lastError", "sizeBytes", "sentBytes", "queuedAt", "via", "announced"])
        {
            Assert.True(row.TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public async Task The_outbox_is_filtered_by_state()
    {
        using var api = node.Api();
        await new MailSamples(node).QueueAsync(91, "Waiting");

        var waiting = (await Answer.OfAsync(api.GetAsync("/api/v1/outbox?state=AwaitingContact", Ct))).Json.GetArrayLength();
        var failed = (await Answer.OfAsync(api.GetAsync("/api/v1/outbox?state=Failed", Ct))).Json.GetArrayLength();

        Assert.True(waiting > 0);
        Assert.Equal(0, failed);
    }

    [Fact]
    public async Task A_mail_is_cancelled_once()
    {
        using var api = node.Api();
        var id = await new MailSamples(node).QueueAsync(92, "Never mind");

        using var cancelled = await api.DeleteAsync($"/api/v1/outbox/{id}", Ct);
        var again = await Answer.OfAsync(api.DeleteAsync($"/api/v1/outbox/{id}", Ct));

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        again.AssertProblem(HttpStatusCode.Conflict, "already-final");
        Assert.Equal("Cancelled", (await Answer.OfAsync(api.GetAsync($"/api/v1/outbox/{id}", Ct))).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_mail_received_is_listed_and_read_as_it_is()
    {
        using var api = node.Api();
        var bytes = Encoding.Latin1.GetBytes("From: x\r\nSubject: 8 bits\r\n\r\n\xe4\xf6\xfc <script>\r\n");
        await new MailSamples(node).ReceiveAsync(bytes, "8 bits");

        var mail = (await Answer.OfAsync(api.GetAsync("/api/v1/inbox", Ct))).Json[0];
        using var raw = await api.GetAsync($"/api/v1/inbox/{mail.GetProperty("id").GetInt64()}/raw", Ct);

        Assert.Equal("8 bits", mail.GetProperty("subject").GetString());
        Assert.Equal("direct", mail.GetProperty("via").GetString());
        Assert.Equal(bytes.Length, mail.GetProperty("sizeBytes").GetInt64());
        Assert.Equal("message/rfc822", raw.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", raw.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(bytes, await raw.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_mail_whose_file_is_lost_is_not_called_unknown()
    {
        using var api = node.Api();
        await using var writer = node.Store.Blobs.Create();
        await writer.WriteAsync(new byte[100_000], Ct);
        await node.Store.Inbox.AddAsync([new NewInboxMail { Blob = await writer.CommitAsync(Ct), From = "x", Subject = "lost", Via = MailVia.Direct }], Ct);
        var mail = (await node.Store.Inbox.ListAsync(0, 1, Ct)).Entries[0];
        Directory.GetFiles(Path.Combine(node.Folder, "blobs"), $"{mail.Blob}", SearchOption.AllDirectories).ToList().ForEach(File.Delete);

        (await Answer.OfAsync(api.GetAsync($"/api/v1/inbox/{mail.Id}/raw", Ct))).AssertProblem(HttpStatusCode.InternalServerError, "mail-damaged");

        await node.Store.Inbox.DeleteAsync([mail.Id], Ct);
        (await Answer.OfAsync(api.GetAsync($"/api/v1/inbox/{mail.Id}/raw", Ct))).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_password_is_shown_once_and_revoked()
    {
        using var api = node.Api();
        const string Name = "Mutt / laptop";

        var made = await Answer.OfAsync(api.PostAsync("/api/v1/passwords", WebNode.Json(new { name = Name }), Ct));
        var taken = await Answer.OfAsync(api.PostAsync("/api/v1/passwords", WebNode.Json(new { name = Name }), Ct));
        var listed = await Answer.OfAsync(api.GetAsync("/api/v1/passwords", Ct));
        var password = made.Json.GetProperty("password").GetString()!;

        Assert.Equal((HttpStatusCode.Created, "me"), (made.Status, made.Json.GetProperty("username").GetString()));
        taken.AssertProblem(HttpStatusCode.Conflict, "name-taken");
        Assert.DoesNotContain(password, listed.Body, StringComparison.Ordinal);
        Assert.True(await node.Store.Passwords.VerifyAsync("me", password, null, Ct));
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"/api/v1/passwords/{Uri.EscapeDataString(Name)}", Ct)).StatusCode);
        Assert.False(await node.Store.Passwords.VerifyAsync("me", password, null, Ct));
    }

    [Fact]
    public async Task A_password_needs_a_name()
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.PostAsync("/api/v1/passwords", WebNode.Json(new { name = "" }), Ct));

        answer.AssertProblem(HttpStatusCode.BadRequest, "bad-name");
    }
}
