using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>What becomes of the text after DATA.</summary>
public sealed class SubmissionTests
{
    internal static readonly string Header = $"From: {MailServers.OwnAddress}\r\nTo: {MailServers.BobAddress}\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@x>\r\nSubject: s\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Bodies => new(
        ("", ""),
        ("text\r\n", "text\r\n"),
        (".\u0001\r\n", "\u0001\r\n"),
        ("..\r\n...\r\n", ".\r\n..\r\n"),
        ("\0\u0080\u00ff\r\n", "\0\u0080\u00ff\r\n"),
        (new string('x', 100_000) + "\r\n", new string('x', 100_000) + "\r\n"));

    [Theory, MemberData(nameof(Bodies))] // RFC 5321 4.5.2
    public async Task Stores_the_bytes_as_they_came_without_the_stuffing(string wire, string stored)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var reply = await client.SubmitAsync(Header + wire);
        var entry = Assert.Single(await servers.QueuedAsync());
        Assert.Equal($"250 2.0.0 OK, queued as {entry.QueueId}", reply);
        Assert.Equal(Header + stored, Encoding.Latin1.GetString(await servers.QueuedBytesAsync()));
        Assert.Equal((Header + stored).Length, entry.SizeBytes);
        Assert.Equal(("<1@x>", "s", DeliveryState.AwaitingPeer), (entry.MessageId, entry.Subject, entry.State));
    }

    [Fact]
    public async Task Takes_a_mail_with_headers_alone_and_one_with_nothing()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync($"From: {MailServers.OwnAddress}\r\nSubject: s\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(string.Empty), StringComparison.Ordinal);
        Assert.Equal(2, (await servers.QueuedAsync()).Count);
    }

    [Fact]
    public async Task Puts_the_key_in_the_place_of_an_alias()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        await client.SubmitAsync("From: me@tox.alt\r\nTo: Bob <bob@tox.alt>\r\nBcc: x@tox.alt\r\nSubject: s\r\n\r\nbody\r\n");
        var mail = Encoding.Latin1.GetString(await servers.QueuedBytesAsync());
        Assert.Contains(MailServers.OwnAddress, mail, StringComparison.Ordinal);
        Assert.Contains(MailServers.BobAddress, mail, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@tox.alt", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc", mail, StringComparison.Ordinal);
    }

    [Theory] // RFC 5321 2.3.8; the ways to smuggle a second mail past a server that takes less than CRLF.CRLF for the end
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("a\n.\nMAIL FROM:<me@tox.alt>\r\n")]
    [InlineData("a\r.\rMAIL FROM:<me@tox.alt>\r\n")]
    [InlineData("a\n.\r\nMAIL FROM:<me@tox.alt>\r\n")]
    [InlineData("a\r\n.\nMAIL FROM:<me@tox.alt>\r\n")]
    [InlineData("a\r\n.\rMAIL FROM:<me@tox.alt>\r\n")]
    [InlineData("a\r\r\n.\r\r\nMAIL FROM:<me@tox.alt>\r\n")]
    public async Task Refuses_a_bare_cr_or_lf_after_reading_to_the_true_end(string body)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.StartsWith("550 5.6.11", await client.SubmitAsync(Header + body), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SayAsync("NOOP"), StringComparison.Ordinal);
        Assert.Empty(await servers.QueuedAsync());
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
    }

    [Fact] // RFC 1870 6.3
    public async Task Refuses_mail_over_the_size_limit_at_its_end_whatever_SIZE_said()
    {
        await using var servers = await MailServers.StartAsync(new MailOptions { MaxMessageBytes = 100_000 });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        await client.SayAsync($"MAIL FROM:<{MailServers.OwnAddress}> SIZE=10");
        await client.SayAsync($"RCPT TO:<{MailServers.BobAddress}>");
        Assert.StartsWith("552 5.3.4", await client.SendMailAsync(Header + new string('x', 100_001 - 2 - Header.Length) + "\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Header + new string('x', 100_000 - 2 - Header.Length) + "\r\n"), StringComparison.Ordinal);
        Assert.Single(await servers.QueuedAsync());
    }

    [Theory]
    [InlineData(100_000, "552 5.3.4")]
    [InlineData(100_000 - 10_000, "250 2.0.0")]
    public async Task Takes_no_mail_that_grows_beyond_what_a_peer_of_the_same_limit_takes(int size, string reply)
    {
        await using var servers = await MailServers.StartAsync(new MailOptions { MaxMessageBytes = 100_000 });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");

        // Each alias grows by 61 octets.
        var header = $"From: me@tox.alt\r\nTo: bob@tox.alt{string.Concat(Enumerable.Repeat(",\r\n bob@tox.alt", 1_100))}\r\nMessage-ID: <1@x>\r\nSubject: s\r\n\r\n";
        Assert.StartsWith(reply, await client.SubmitAsync(header + new string('x', size - 2 - header.Length) + "\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_header_block_over_its_limit()
    {
        await using var servers = await MailServers.StartAsync(smtp: MailServers.QuickSmtp with { HeaderBytes = 1_000 });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.StartsWith("552 5.3.4", await client.SubmitAsync($"X: {new string('x', 1_000)}\r\n{Header}body\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Header + new string('x', 10_000) + "\r\n"), StringComparison.Ordinal);
    }

    [Fact] // RFC 6409 6.1
    public async Task Refuses_a_From_that_is_not_the_users()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.StartsWith("550 5.7.1", await client.SubmitAsync("From: someone@example.org\r\nSubject: s\r\n\r\nbody\r\n"), StringComparison.Ordinal);
        Assert.Empty(await servers.QueuedAsync());
    }

    [Fact]
    public async Task Asks_a_stranger_to_become_a_contact_only_when_the_mail_is_taken()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        await client.SayAsync($"MAIL FROM:<{MailServers.OwnAddress}>");
        Assert.StartsWith("550 5.1.1", await client.SayAsync($"RCPT TO:<{new string('0', ToxId.HexLength)}@tox.alt>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.5", await client.SayAsync($"RCPT TO:<{TemporaryStore.Id(9)}@tox.alt>"), StringComparison.Ordinal);
        Assert.Null(await servers.Store.Contacts.FindAsync(TemporaryStore.Key(9), Token));

        Assert.StartsWith("250 2.0.0", await client.SendMailAsync(Header), StringComparison.Ordinal);
        Assert.Equal(ContactState.Requested, (await servers.Store.Contacts.FindAsync(TemporaryStore.Key(9), Token))?.State);
        var row = Assert.Single(await servers.QueuedAsync());
        Assert.Equal((DeliveryState.AwaitingContact, "The recipient has not accepted your contact request yet."), (row.State, row.LastError));
    }

    [Fact]
    public async Task Refuses_a_name_for_good_where_names_are_switched_off()
    {
        await using var servers = await MailServers.StartAsync(names: new NamesOptions { Resolver = new ResolverAddress.None() });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");

        Assert.StartsWith("550 5.4.4 Names are not looked up here", await client.SayAsync("RCPT TO:<someone@example.org>"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Takes_any_login_where_no_password_is_required()
    {
        await using var servers = await MailServers.StartAsync(new MailOptions { RequirePassword = false });
        await using var client = await SmtpDialogue.OpenAsync(servers);
        await client.SayAsync("EHLO client.example");

        Assert.StartsWith("235 2.7.0", await client.SayAsync($"AUTH PLAIN {Convert.ToBase64String("\0me\0anything"u8)}"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Header), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_anew_by_the_Tox_ID_written_to_when_it_asked_by_an_outdated_one()
    {
        await using var servers = await MailServers.StartAsync();
        await servers.Store.Contacts.AddAsync(new Recipient.ById(TemporaryStore.Id(9, nospam: 1)), "nina", "We met in May.", Token);
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");
        var current = TemporaryStore.Id(9, nospam: 2);

        Assert.StartsWith("250 2.1.5 Recipient OK; not a contact yet", await client.SayAsync($"RCPT TO:<{current.PublicKey}@{current.NospamLabel}.tox.alt>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SendMailAsync(Header), StringComparison.Ordinal);

        var asked = await servers.Store.Contacts.FindAsync(TemporaryStore.Key(9), Token);
        Assert.Equal((2u, "nina", "We met in May.", ContactState.Requested), (asked!.Nospam, asked.Alias, asked.RequestMessage, asked.State));
        Assert.Equal(DeliveryState.AwaitingContact, Assert.Single(await servers.QueuedAsync()).State);
        await using var again = await SmtpDialogue.OpenAsync(servers, "Mail");
        Assert.Equal("250 2.1.5 Recipient OK", await again.SayAsync($"RCPT TO:<{current}@tox.alt>"));
        Assert.Equal("250 2.1.5 Recipient OK", await again.SayAsync($"RCPT TO:<{TemporaryStore.Id(2, nospam: 99)}@tox.alt>"));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(9, true)]
    public async Task Refuses_a_mail_whose_only_recipient_was_removed_or_blocked_meanwhile(byte recipient, bool isBlocked)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");
        Assert.StartsWith("250 ", await client.SayAsync($"RCPT TO:<{TemporaryStore.Id(recipient)}@tox.alt>"), StringComparison.Ordinal);
        await (isBlocked ? servers.Store.Contacts.BlockAsync(TemporaryStore.Key(recipient), Token) : servers.Store.Contacts.RemoveAsync(TemporaryStore.Key(recipient), Token));

        Assert.StartsWith("550 5.1.1", await client.SendMailAsync(Header), StringComparison.Ordinal);

        Assert.Empty(await servers.QueuedAsync());
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
    }

    [Fact]
    public async Task Lets_delivery_say_which_of_several_recipients_was_blocked_meanwhile()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await client.SayAsync($"RCPT TO:<{TemporaryStore.Id(9)}@tox.alt>");
        await servers.Store.Contacts.BlockAsync(TemporaryStore.Key(9), Token);

        Assert.StartsWith("250 2.0.0", await client.SendMailAsync(Header), StringComparison.Ordinal);

        Assert.Equal([TemporaryStore.Key(2), TemporaryStore.Key(9)], (await servers.Store.Outbox.PeersWithMailAsync(Token)).Order());
    }

    [Fact]
    public async Task Keeps_what_MAIL_and_RCPT_said_for_the_notices()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        await client.SayAsync("MAIL FROM:<me@tox.alt> RET=HDRS ENVID=A+2BB");
        await client.SayAsync("RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b+2Bb@example.org");
        await client.SendMailAsync(Header);
        var mail = Assert.Single(await servers.Store.Outbox.DueForAsync(TemporaryStore.Key(2), servers.Store.Time.GetUtcNow(), 0, long.MaxValue, 10, Token));
        Assert.Equal(
            ("A+B", true, DsnNotify.Success | DsnNotify.Delay, "rfc822;b+b@example.org", MailServers.OwnAddress, "bob@tox.alt"),
            (mail.EnvelopeId, mail.ReturnHeadersOnly, mail.Notify, mail.OriginalRecipient, mail.ReturnPath, mail.Address));
    }

    [Fact]
    public async Task Keeps_the_null_sender()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        await client.SayAsync("MAIL FROM:<>");
        await client.SayAsync("RCPT TO:<bob@tox.alt>");
        await client.SendMailAsync(Header);
        var mail = Assert.Single(await servers.Store.Outbox.DueForAsync(TemporaryStore.Key(2), servers.Store.Time.GetUtcNow(), 0, long.MaxValue, 10, Token));
        Assert.Empty(mail.ReturnPath);
    }

    [Fact]
    public async Task Stores_one_mail_for_a_thousand_recipients_once()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");
        var addresses = Enumerable.Range(1, 1_000).Select(i => new ToxId(new PublicKey(Enumerable.Repeat((byte)7, 30).Concat([(byte)(i >> 8), (byte)i]).ToArray()), 5)).ToList();
        await client.SendAsync(string.Concat(addresses.Select(id => $"RCPT TO:<{id}@tox.alt>\r\n")));
        foreach (var _ in addresses)
        {
            Assert.StartsWith("250 2.1.5", await client.HearAsync(), StringComparison.Ordinal);
        }

        Assert.StartsWith("250 2.0.0", await client.SendMailAsync(Header + string.Concat(Enumerable.Repeat("A long mail.\r\n", 6_000))), StringComparison.Ordinal);
        Assert.Equal(1_000, (await servers.Store.Outbox.ListAsync(null, 0, 1, Token)).Total);
        Assert.Single(servers.Store.Blobs.All(null));
    }

    [Fact]
    public async Task Queues_one_row_for_a_recipient_named_twice()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<bob@tox.alt>"), StringComparison.Ordinal);
        await client.SendMailAsync(Header);
        Assert.Single(await servers.QueuedAsync());
    }

    [Theory] // RFC 3461 4.1, 4.2
    [InlineData(" NOTIFY=NEVER ORCPT=rfc822;a@example.org", " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@example.org", DsnNotify.Success | DsnNotify.Failure, "rfc822;b@example.org")]
    [InlineData(" NOTIFY=DELAY", " NOTIFY=SUCCESS ORCPT=rfc822;b@example.org", DsnNotify.Success | DsnNotify.Delay, "rfc822;b@example.org")]
    [InlineData("", " NOTIFY=SUCCESS", DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay, null)]
    [InlineData(" NOTIFY=NEVER", "", DsnNotify.Default, null)]
    [InlineData("", "", DsnNotify.Default, null)]
    [InlineData(" NOTIFY=NEVER", " NOTIFY=NEVER ORCPT=rfc822;b@example.org", DsnNotify.Never, "rfc822;b@example.org")]
    public async Task Tells_of_a_recipient_named_twice_all_that_either_naming_asks_for(string first, string second, DsnNotify notify, string? original)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");
        await client.SayAsync($"RCPT TO:<bob@tox.alt>{first}");
        await client.SayAsync($"RCPT TO:<{MailServers.BobAddress}>{second}");
        await client.SendMailAsync(Header);

        var mail = Assert.Single(await servers.Store.Outbox.DueForAsync(TemporaryStore.Key(2), servers.Store.Time.GetUtcNow(), 0, long.MaxValue, 10, Token));
        Assert.Equal((notify, original, "bob@tox.alt"), (mail.Notify, mail.OriginalRecipient, mail.Address));
    }
}
