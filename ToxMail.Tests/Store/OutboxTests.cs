using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class OutboxTests
{
    [Fact]
    public async Task Queues_a_mail_once_for_all_its_recipients()
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(2, 3) with { Blob = await store.LongBlobAsync() };

        var (queueId, _) = await store.Outbox.AddAsync(mail, Ct);

        var page = await store.Outbox.ListAsync(null, 0, 10, Ct);
        Assert.Equal(2, page.Total);
        Assert.Equal([Key(3), Key(2)], page.Entries.Select(entry => entry.PublicKey));
        Assert.All(page.Entries, entry =>
        {
            Assert.Equal((queueId, mail.MessageId, mail.Subject, mail.SizeBytes), (entry.QueueId, entry.MessageId, entry.Subject, entry.SizeBytes));
            Assert.Equal((DeliveryState.AwaitingPeer, 0, 0L, null), (entry.State, entry.Attempts, entry.SentBytes, entry.Via));
            Assert.Equal((DateTimeOffset?)store.Time.GetUtcNow(), entry.NextAttempt);
            Assert.Equal(store.Time.GetUtcNow(), entry.QueuedAt);
        });
        Assert.Single(store.Blobs.All(null));
        Assert.Equal(2, (await store.Outbox.TotalsAsync(Ct)).Pending);
    }

    [Fact]
    public async Task Makes_one_row_of_recipients_with_one_key()
    {
        await using var store = await OpenAsync();

        Assert.Single(await store.QueueAsync(2, 2));
    }

    [Fact]
    public async Task Refuses_a_mail_without_bytes_or_without_recipients()
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(2);

        var missing = mail with { Blob = await store.LongBlobAsync() };
        store.Blobs.Delete(missing.Blob.Id);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Outbox.AddAsync(missing, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Outbox.AddAsync(mail with { Recipients = [] }, Ct));
        await store.Outbox.AddAsync(mail, Ct);
    }

    [Fact]
    public async Task Hands_delivery_all_it_needs()
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(2);
        mail = mail with
        {
            EnvelopeId = "QQ314159",
            ReturnHeadersOnly = true,
            RelayForbidden = true,
            Recipients = [mail.Recipients[0] with { OriginalRecipient = "rfc822;bob", Notify = DsnNotify.Success | DsnNotify.Delay }],
        };
        await store.Outbox.AddAsync(mail, Ct);

        var due = Assert.Single(await store.DueAsync(2));
        Assert.Equal((mail.Blob.Id, mail.SizeBytes, mail.MessageId, mail.Subject, mail.ReturnPath), (due.Blob, due.SizeBytes, due.MessageId, due.Subject, due.ReturnPath));
        Assert.Equal((mail.EnvelopeId, true, true), (due.EnvelopeId, due.ReturnHeadersOnly, due.RelayForbidden));
        Assert.Equal(("rfc822;bob", DsnNotify.Success | DsnNotify.Delay, "2@tox.alt"), (due.OriginalRecipient, due.Notify, due.Address));
        Assert.Equal(16, due.ParcelId.Length);
        Assert.Null(due.ParcelHeader);
        Assert.Equal(store.Time.GetUtcNow() + store.Options.ExpireAfter, due.ExpiresAt);
    }

    [Fact]
    public async Task A_row_once_released_does_not_wait_for_its_contact_again()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct);
        var mail = await store.MailAsync(2);
        await store.Outbox.AddAsync(mail with { Recipients = [mail.Recipients[0] with { State = DeliveryState.AwaitingContact }] }, Ct);
        var result = new AttemptResult((await store.Outbox.ListAsync(null, 0, 1, Ct)).Entries[0].Id, DeliveryState.AwaitingContact, "later");
        await store.Outbox.RecordAsync([result], Ct);
        Assert.Empty(await store.DueAsync(2));

        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.Udp, Ct);
        await store.Outbox.RecordAsync([result], Ct);

        Assert.Single(await store.DueAsync(2));
    }

    [Fact]
    public async Task Lists_one_state_and_counts_all()
    {
        await using var store = await OpenAsync();
        var ids = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            ids.AddRange(await store.QueueAsync(2));
        }

        await store.SendAsync(ids[1], DeliveryState.Failed);
        await store.SendAsync(ids[2], DeliveryState.Delivered);

        var waiting = await store.Outbox.ListAsync(DeliveryState.AwaitingPeer, 1, 10, Ct);
        Assert.Equal((ids[0], 2), (Assert.Single(waiting.Entries).Id, waiting.Total));
        var totals = await store.Outbox.TotalsAsync(Ct);
        Assert.Equal((2, 1, 1, 0, 2), (totals[DeliveryState.AwaitingPeer], totals[DeliveryState.Failed], totals[DeliveryState.Delivered], totals[DeliveryState.Expired], totals.Pending));
    }

    [Fact]
    public async Task Delivers_to_oneself_with_the_same_bytes()
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(1);
        await store.Outbox.AddAsync(mail, Ct);
        var due = Assert.Single(await store.DueAsync(1));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(due.Id, null, null)], Ct);

        var local = await store.NoticeAsync();
        await store.Outbox.RecordAsync([new AttemptResult(due.Id, DeliveryState.Delivered, Notice: local with { Blob = mail.Blob }) { Via = MailVia.Local }], Ct);

        Assert.True(store.Blobs.Exists(mail.Blob.Id));
        await store.Inbox.DeleteAsync([Assert.Single(await store.Inbox.SnapshotAsync(Ct)).Id], Ct);
        Assert.False(store.Blobs.Exists(mail.Blob.Id));
    }

    [Fact]
    public async Task Tells_of_every_change()
    {
        await using var store = await OpenAsync();
        using var subscription = store.Store.Changes.Subscribe();
        await using var changes = subscription.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);

        var id = Assert.Single(await store.QueueAsync(2));
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal([ChangeKind.Outbox], changes.Current);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Failed, "no", Notice: await store.NoticeAsync())], Ct);
        Assert.True(await changes.MoveNextAsync());
        Assert.Contains(ChangeKind.Inbox, changes.Current);
    }

    [Fact]
    public async Task Sends_at_once_to_a_contact_that_accepted_while_the_mail_was_written()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct);
        var mail = await store.MailAsync(2);
        mail = mail with { Recipients = [mail.Recipients[0] with { State = DeliveryState.AwaitingContact }] };
        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.Tcp, Ct);

        await store.Outbox.AddAsync(mail, Ct);

        Assert.Single(await store.DueAsync(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Holds_mail_until_the_contact_accepts(bool byLink)
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct);
        var mail = await store.MailAsync(2);
        await store.Outbox.AddAsync(mail with { Recipients = [mail.Recipients[0] with { State = DeliveryState.AwaitingContact }] }, Ct);
        Assert.Empty(await store.DueAsync(2));

        await (byLink ? store.Contacts.SetConnectionAsync(Key(2), LinkKind.Udp, Ct) : store.Contacts.RecordRequestAsync(Key(2), "hello", Ct));

        Assert.Single(await store.DueAsync(2));
    }
}
