using CsCheck;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>Any sequence of operations, with restarts in between, leaves a store whose invariants hold.</summary>
public sealed class StoreModelTests
{
    private static readonly DeliveryState[] Results =
    [
        DeliveryState.AwaitingPeer, DeliveryState.AwaitingContact, DeliveryState.AwaitingConfirmation, DeliveryState.Delivered,
        DeliveryState.Failed, DeliveryState.Expired, DeliveryState.Cancelled,
    ];

    private static readonly Func<TemporaryStore, int, Task>[] Operations =
    [
        (store, n) => store.QueueAsync(Peer(n), Peer(n / 3)),
        async (store, n) => await store.Outbox.AddAsync(Asked(await store.MailAsync(Peer(n))), Ct),
        (store, n) => store.Outbox.BeginAttemptsAsync([.. Rows(n).Select(id => new AttemptStart(id, [1], [2]))], Ct),
        async (store, n) => await store.Outbox.RecordAsync([.. Rows(n).Select(id => new AttemptResult(id, Results[n % Results.Length], "a reason"))], Ct),
        async (store, n) => await store.Outbox.RecordAsync([new AttemptResult(n % 20, Results[n % Results.Length], Notice: await store.NoticeAsync())], Ct),
        async (store, n) => await store.Calendar.MarkDelayNoticeAsync(n % 20, n % 3 == 0 ? null : await store.NoticeAsync(), Ct),
        async (store, n) => await store.Outbox.AddAsync(Parked(await store.MailAsync(Peer(n)), n), Ct),
        (store, n) => store.Outbox.ConfirmAsync(n % 20, Ct),
        (store, n) => store.Store.NamePins.AddContactAsync(Pin(store, n), null, null, Ct),
        (store, n) => store.Store.NamePins.MoveAsync(Pin(store, n), Ct),
        (store, n) => store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(n % 20, 1 + (n % 3), [1], [2], [new RelayedCopy([3], store.Time.GetUtcNow())]), Ct),
        (store, n) => store.Store.IntroOutbox.IntroducedAsync(Key(Peer(n)), new RelayedMail(n % 20, 1, [1], [2], [new RelayedCopy([4], store.Time.GetUtcNow())]), Ct),
        (store, n) => store.Store.AnnouncedOutbox.AnnouncedAsync(new RelayedMail(n % 20, 1 + (n % 3), [1], [2], [new RelayedCopy([5], store.Time.GetUtcNow())]), Ct),
        (store, n) => store.Store.AnnouncedOutbox.ConfirmAsync([.. Rows(n)], Ct),
        (store, n) => store.Store.RelayedOutbox.WithdrawAsync(Key(Peer(n)), Ct),
        (store, n) => store.Store.RelayedOutbox.StartAnewAsync([.. Rows(n)], Ct),
        async (store, _) => await store.Store.RelayedOutbox.ForgetCopiesAsync([.. (await store.Store.RelayedOutbox.ReleasableAsync(Ct)).Keys], store.Time.GetUtcNow(), Ct),
        (store, n) => store.Outbox.RetryAsync(n % 20, Ct),
        (store, n) => store.Outbox.CancelAsync(n % 20, Ct),
        async (store, n) => await store.Inbox.AddAsync([await store.ArrivalAsync(Peer(n), n % 7), await store.ArrivalAsync(Peer(n), n % 5)], Ct),
        async (store, n) => await store.Inbox.DeleteAsync([.. (await store.Inbox.SnapshotAsync(Ct)).Where(entry => (entry.Id + n) % 3 == 0).Select(entry => entry.Id)], Ct),
        (store, n) => store.Contacts.AddAsync(new Recipient.ById(Id(Peer(n), (uint)(n % 2))), null, null, Ct),
        (store, n) => store.Contacts.SetConnectionAsync(Key(Peer(n)), (LinkKind)(n % 3), Ct),
        (store, n) => store.Contacts.RecordRequestAsync(Key(Peer(n)), "hello", Ct),
        (store, n) => n % 2 == 0 ? store.Contacts.BlockAsync(Key(Peer(n)), Ct) : store.Contacts.UnblockAsync(Key(Peer(n)), Ct),
        (store, n) => n % 2 == 0 ? store.Contacts.RemoveAsync(Key(Peer(n)), Ct) : store.Contacts.AcceptAsync(Key(Peer(n)), null, Ct),
        (store, n) =>
        {
            store.Time.Advance(TimeSpan.FromHours(n));
            return store.Store.CleanAsync(Ct);
        },
        (store, _) => store.RestartAsync(),
    ];

    [Fact]
    public Task Holds_after_any_sequence_of_operations() =>
        Gen.Select(Gen.Int[0, Operations.Length - 1], Gen.Int[0, 400]).List[5, 50].SampleAsync(
            async steps =>
            {
                // Disposing checks the invariants.
                await using var store = await OpenAsync();
                foreach (var (operation, number) in steps)
                {
                    await Operations[operation](store, number);
                }
            },
            iter: 10,
            threads: 1);

    private static byte Peer(int number) => (byte)(1 + (number % 5));

    private static IEnumerable<long> Rows(int number) => Enumerable.Range(0, 20).Where(id => (id + number) % 2 == 0).Select(id => (long)id);

    private static NewMail Parked(NewMail mail, int number) => mail with
    {
        Recipients = [mail.Recipients[0] with { Address = Name(number).ToString(), State = DeliveryState.AwaitingConfirmation, FoundNospam = (uint)(number % 2) }],
    };

    private static NewPin Pin(TemporaryStore store, int number) => new()
    {
        Name = Name(number),
        Id = Id(Peer(number), (uint)(number % 2)),
        Proof = number % 3 == 0 ? new NameProof("example.test", store.Time.GetUtcNow(), store.Time.GetUtcNow(), new byte[] { 1 }) : null,
        Why = "a test",
        NextCheckAt = store.Time.GetUtcNow(),
    };

    private static MailAddress Name(int number) => MailAddress.TryCreate($"name{number % 4}", "example.test", out var name) ? name : throw new InvalidOperationException();

    private static NewMail Asked(NewMail mail) => mail with { Recipients = [mail.Recipients[0] with { State = DeliveryState.AwaitingContact }] };
}
