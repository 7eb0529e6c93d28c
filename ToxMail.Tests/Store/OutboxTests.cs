using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
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
    public async Task Gives_what_is_due_for_one_peer_oldest_first()
    {
        await using var store = await OpenAsync();
        var ids = new List<long>();
        foreach (var number in (byte[])[2, 3, 2, 2])
        {
            ids.AddRange(await store.QueueAsync(number));
        }

        await store.SendAsync(ids[0], DeliveryState.AwaitingPeer, nextIn: TimeSpan.FromMinutes(5));

        Assert.Equal([ids[2], ids[3]], (await store.DueAsync(2)).Select(mail => mail.Id));
        Assert.Equal([ids[2]], (await store.DueAsync(2, take: 1)).Select(mail => mail.Id));
        Assert.Equal([Key(2), Key(3)], (await store.Outbox.PeersWithMailAsync(Ct)).Order());
        store.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal([ids[0], ids[2], ids[3]], (await store.DueAsync(2)).Select(mail => mail.Id));
    }

    [Fact]
    public async Task Claims_a_row_once()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var start = new AttemptStart(id, [1, 2], [3]);

        Assert.Equal([id], await store.Outbox.BeginAttemptsAsync([start], Ct));
        Assert.Empty(await store.Outbox.BeginAttemptsAsync([start, new AttemptStart(id + 1, null, null)], Ct));

        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Sending, 1, null), (entry!.State, entry.Attempts, entry.NextAttempt));
        Assert.Empty(await store.DueAsync(2));
    }

    [Fact]
    public async Task Shows_how_far_an_attempt_is()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);

        store.Outbox.ReportProgress(id, 12);
        Assert.Equal(12, (await store.Outbox.FindAsync(id, Ct))!.SentBytes);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.AwaitingPeer, "the link broke")], Ct);
        Assert.Equal(0, (await store.Outbox.FindAsync(id, Ct))!.SentBytes);
        await store.SendAsync(id, DeliveryState.Delivered);
        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((entry!.SizeBytes, (MailVia?)MailVia.Direct), (entry.SentBytes, entry.Via));
    }

    [Fact]
    public async Task Sends_the_same_parcel_again_after_a_stop()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var parcel = Assert.Single(await store.DueAsync(2)).ParcelId;
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1, 2], [3])], Ct);

        await store.RestartAsync();

        var due = Assert.Single(await store.DueAsync(2));
        Assert.Equal(parcel, due.ParcelId);
        Assert.Equal([1, 2], due.ParcelHeader);
        Assert.Equal([3], due.Digest);
        Assert.Equal(1, due.Attempts);
    }

    [Fact]
    public async Task Keeps_the_bytes_until_the_last_recipient_has_them()
    {
        await using var store = await OpenAsync();
        var ids = await store.QueueAsync(2, 3);
        var blob = Assert.Single(await store.DueAsync(2)).Blob;

        await store.SendAsync(ids[0], DeliveryState.Delivered);
        Assert.True(store.Blobs.Exists(blob));
        await store.SendAsync(ids[1], DeliveryState.Delivered);
        Assert.False(store.Blobs.Exists(blob));
    }

    [Fact]
    public async Task Puts_a_notice_into_the_inbox_with_the_end_it_tells_of()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        var notice = await store.NoticeAsync();

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Failed, "too large", Notice: notice)], Ct);

        Assert.Equal(notice.Blob.Id, Assert.Single(await store.Inbox.SnapshotAsync(Ct)).Blob);
        Assert.Equal("too large", (await store.Outbox.FindAsync(id, Ct))!.LastError);
    }

    [Fact]
    public async Task Ignores_results_of_a_cancelled_row_and_drops_their_notices()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.CancelAsync(id, Ct));

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Failed, "refused", Notice: await store.NoticeAsync())], Ct);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered)], Ct);

        Assert.Equal(DeliveryState.Cancelled, (await store.Outbox.FindAsync(id, Ct))!.State);
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task Keeps_a_notice_when_its_result_is_recorded_twice()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var result = new AttemptResult(id, DeliveryState.Failed, "refused", Notice: await store.NoticeAsync());

        await store.Outbox.RecordAsync([result], Ct);
        await store.Outbox.RecordAsync([result], Ct);

        Assert.True(store.Blobs.Exists(Assert.Single(await store.Inbox.SnapshotAsync(Ct)).Blob));
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
    public async Task An_attempt_cannot_end_in_being_sent()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));

        await Assert.ThrowsAsync<ArgumentException>(() => store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Sending)], Ct));
    }

    [Fact]
    public async Task Waits_at_relays_and_then_is_delivered()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.SendAsync(id, DeliveryState.Relayed);
        Assert.Equal(MailVia.Relay, (await store.Outbox.FindAsync(id, Ct))!.Via);

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered)], Ct);
        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Delivered, (MailVia?)MailVia.Relay), (entry!.State, entry.Via));
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
