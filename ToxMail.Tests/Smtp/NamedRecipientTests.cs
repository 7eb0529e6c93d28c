using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Dns;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Smtp;

/// <summary>Mail to names that a real resolver finds.</summary>
public sealed class NamedRecipientTests(SignedDnsWorld dns) : IClassFixture<SignedDnsWorld>
{
    private const string Mail = "From: me@tox.alt\r\nTo: tarek@plain.test\r\nMessage-ID: <7@x>\r\nSubject: Hello Tarek\r\n\r\nbody\r\n";

    [Fact]
    public async Task A_name_that_nothing_proves_waits_for_the_users_word_who_is_told_so()
    {
        await using var servers = await StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");

        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<Tarek@Plain.test>"), StringComparison.Ordinal);
        Assert.Null(await servers.Store.Contacts.FindAsync(SignedDnsWorld.TarekId.PublicKey, Ct));
        Assert.StartsWith("250 2.0.0", await client.SendMailAsync(Mail), StringComparison.Ordinal);

        var row = Assert.Single(await servers.QueuedAsync());
        Assert.Equal((DeliveryState.AwaitingConfirmation, SignedDnsWorld.TarekId), (row.State, row.FoundId));
        Assert.Null(await servers.Store.Contacts.FindAsync(SignedDnsWorld.TarekId.PublicKey, Ct));
        var notice = await NoticeAsync(servers);
        Assert.Contains("Subject: Waits for your word: Hello Tarek", notice, StringComparison.Ordinal);
        Assert.Contains("To:      Tarek@plain.test", notice, StringComparison.Ordinal);
        Assert.Contains(SignedDnsWorld.TarekId.PublicKey.ToString(), notice, StringComparison.Ordinal);

        Assert.Equal(OutboxCommandResult.Done, await servers.Store.Outbox.ConfirmAsync(row.Id, Ct));
        Assert.Equal(NameTrust.Unverified, (await servers.Store.Contacts.FindAsync(SignedDnsWorld.TarekId.PublicKey, Ct))?.Trust);
        await using var again = await SmtpDialogue.OpenAsync(servers, "Mail");
        await again.SayAsync("RCPT TO:<tarek@plain.test>");
        await again.SendMailAsync(Mail);
        Assert.Equal(DeliveryState.AwaitingContact, (await servers.QueuedAsync())[1].State);
    }

    [Fact]
    public async Task The_owner_of_a_proved_name_becomes_a_contact_when_the_mail_is_sent_and_not_before()
    {
        await using var servers = await StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");

        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<tarek@example.test>"), StringComparison.Ordinal);
        Assert.Null(await servers.Store.Contacts.FindAsync(SignedDnsWorld.TarekId.PublicKey, Ct));
        await client.SendMailAsync(Mail);

        Assert.Equal(DeliveryState.AwaitingContact, Assert.Single(await servers.QueuedAsync()).State);
        Assert.Equal(NameTrust.Proved, (await servers.Store.Contacts.FindAsync(SignedDnsWorld.TarekId.PublicKey, Ct))?.Trust);
        Assert.Empty((await servers.Store.Inbox.ListAsync(0, 10, Ct)).Entries);
    }

    [Theory]
    [InlineData("tarek@bogus.test", "550 5.7.0")]
    [InlineData("nobody@plain.test", "550 5.1.")]
    [InlineData("tarek@nowhere.plain.test", "550 5.1.")]
    [InlineData("t\u00c3\u00a4rek@plain.test", "550 5.1.3")] // said in UTF-8
    public async Task A_name_without_a_tox_id_is_refused_at_once(string name, string reply)
    {
        await using var servers = await StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        await client.SayAsync("MAIL FROM:<me@tox.alt> SMTPUTF8");

        var said = await client.SayAsync($"RCPT TO:<{name}>");

        Assert.StartsWith(reply, said, StringComparison.Ordinal);
        Assert.DoesNotContain(said, c => c > 126);
    }

    [Fact]
    public async Task A_published_name_is_used_as_sender_once_it_is_proved()
    {
        await using var servers = await StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.StartsWith("553", await client.SayAsync("MAIL FROM:<me@example.test>"), StringComparison.Ordinal);
        var name = MailAddress.TryParse("me@example.test", out var parsed) ? parsed : throw new FormatException();
        await servers.Store.Store.OwnNames.AddAsync(name, Ct);
        await servers.Store.Store.OwnNames.RecordAsync(name, OwnNameState.Proved, "proved", "example.test", servers.Store.Time.GetUtcNow(), Ct);

        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<Me@example.test>"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SayAsync("RCPT TO:<bob@tox.alt>"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SayAsync("RCPT TO:<me@example.test>"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SendMailAsync(Mail.Replace("me@tox.alt", "Me <me@example.test>", StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Equal([Own.PublicKey, Key(2)], (await servers.QueuedAsync()).Select(row => row.PublicKey).Order());
        Assert.Contains("From: Me <me@example.test>", Encoding.ASCII.GetString(await servers.QueuedBytesAsync()), StringComparison.Ordinal);
    }

    private Task<MailServers> StartAsync() => MailServers.StartAsync(names: dns.Options());

    private static async Task<string> NoticeAsync(MailServers servers)
    {
        var entry = Assert.Single((await servers.Store.Inbox.ListAsync(0, 10, Ct)).Entries);
        using var reader = new StreamReader(servers.Store.Blobs.OpenRead(entry.Blob));
        return await reader.ReadToEndAsync(Ct);
    }
}
