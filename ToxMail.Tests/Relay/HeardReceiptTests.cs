using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Relay.Gossip;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>What a receipt does outside: Dave has got a mail of this node's, and Alice and Bob bring what he wrote.</summary>
public sealed class HeardReceiptTests : IAsyncLifetime
{
    private static readonly TimeSpan SecondStage = TimeSpan.FromHours(54);

    private BroughtMail _brought = null!;
    private long _id;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Outbox Outbox => _brought.Get<MailStore>().Outbox;

    public async ValueTask InitializeAsync()
    {
        _brought = await BroughtMail.StartAsync();
        await _brought.Get<Contacts>().AddAsync(new Recipient.ById(new ToxId(BroughtMail.Dave, 7)), null, null, Ct);
        await _brought.Get<Contacts>().SetConnectionAsync(BroughtMail.Dave, LinkKind.None, Ct);
        await QueueAsync();
        await _brought.PassAsync(_brought.Get<ContactPolicies>().Options.InjectAfter);
        await RunAsync();
        Assert.Equal((0, 0, 1), _brought.Held());
    }

    public ValueTask DisposeAsync() => _brought.DisposeAsync();

    [Fact]
    public async Task What_one_brought_shows_to_the_user_alone_until_another_has_offered_it()
    {
        var receipt = await HearAsync(MailStatus.Stored);
        await RunAsync();
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay), await ShownAsync());
        Assert.Equal((1, 0, 1), _brought.Held());

        await _brought.PassAsync(SecondStage);
        await RunAsync();
        Assert.Equal((1, 0, 2), _brought.Held());
        Assert.Equal([BroughtMail.Dave], await Outbox.PeersWithMailAsync(Ct));

        await _brought.RestartAsync();
        await RunAsync();
        Assert.Equal((1, 0, 2), _brought.Held());

        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(receipt));
        await RunAsync();
        Assert.Equal((1, 2, 0), _brought.Held());
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay), await ShownAsync());
        Assert.Empty(await Outbox.PeersWithMailAsync(Ct));
    }

    [Fact]
    public async Task Counts_at_once_where_receipts_are_prompt()
    {
        Settle(ReceiptPolicy.Prompt);
        await HearAsync(MailStatus.Stored);
        Assert.Empty(await Outbox.PeersWithMailAsync(Ct));

        await RunAsync();
        Assert.Equal((1, 1, 0), _brought.Held());
    }

    [Fact]
    public async Task Counts_at_once_when_two_have_offered_it_before()
    {
        var receipt = await SealAsync(MailStatus.Stored);
        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(receipt));
        await _brought.OpenAsync(receipt);
        Assert.Empty(await Outbox.PeersWithMailAsync(Ct));
    }

    [Fact]
    public async Task Never_counts_where_receipts_are_strict_and_the_mail_ends_by_itself_as_delivered()
    {
        Settle(ReceiptPolicy.Strict);
        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(await HearAsync(MailStatus.Stored)));
        await RunAsync();
        Assert.Equal((1, 0, 1), _brought.Held());
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay), await ShownAsync());

        await _brought.PassAsync(new OutboxOptions().ExpireAfter);
        await _brought.Get<DeliveryCalendar>().RunDueAsync(Ct);
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay), await ShownAsync());
        Assert.Empty(await _brought.Get<Inbox>().SnapshotAsync(Ct));
        Assert.Empty(await Outbox.PeersWithMailAsync(Ct));
    }

    [Fact]
    public async Task That_a_mail_was_refused_is_told_once_it_counts()
    {
        var receipt = await HearAsync(MailStatus.Refused);
        await RunAsync();
        Assert.Equal((DeliveryState.Relayed, MailVia.Relay), await ShownAsync());

        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(receipt));
        await RunAsync();
        Assert.Equal((DeliveryState.Failed, null), await ShownAsync());
        Assert.Single(await _brought.Get<Inbox>().SnapshotAsync(Ct));
    }

    [Fact]
    public async Task Its_own_x_does_not_leave_before_it_counts()
    {
        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(await HearAsync(MailStatus.Stored)));
        await _brought.PassAsync(BroughtMail.Place);
        await _brought.Get<ReceiptDispatch>().RunAsync(Ct);
        Assert.Equal((1, 0, 1), _brought.Held());

        await RunAsync();
        await _brought.Get<ReceiptDispatch>().RunAsync(Ct);
        Assert.Equal((0, 2, 0), _brought.Held());
    }

    private void Settle(ReceiptPolicy policy)
    {
        var policies = _brought.Get<ContactPolicies>();
        policies.Options = policies.Options with { ReceiptPolicy = policy };
    }

    private async Task<(DeliveryState State, MailVia? Via)> ShownAsync()
    {
        var entry = await Outbox.FindAsync(_id, Ct);
        return (entry!.State, entry.Via);
    }

    /// <summary>What a round of the relay does with own mail.</summary>
    private async Task RunAsync()
    {
        await _brought.Get<ReceiptArrival>().RunAsync(Ct);
        await _brought.Get<MailDispatch>().RunAsync(Ct);
    }

    /// <summary>Dave's receipt comes from Alice.</summary>
    private async Task<SealedEnvelope> HearAsync(MailStatus status)
    {
        var receipt = await SealAsync(status);
        Assert.True(await _brought.OpenAsync(receipt));
        return receipt;
    }

    private async Task<SealedEnvelope> SealAsync(MailStatus status)
    {
        var mail = Assert.Single(await Outbox.DueForAsync(BroughtMail.Dave, _brought.Time.GetUtcNow(), 0, long.MaxValue, 10, Ct));
        return await _brought.SealAsync(EnvelopeKind.Receipt, Receipt.Write([new Receipt(ParcelContents.IdOf(mail.Digest), status)]));
    }

    private async Task QueueAsync()
    {
        await using var blob = _brought.Get<MailStore>().Blobs.Create();
        await blob.WriteAsync(Encoding.ASCII.GetBytes("Subject: hello\r\n\r\nHello.\r\n"), Ct);
        var mail = new NewMail
        {
            Blob = await blob.CommitAsync(Ct),
            MessageId = "<m@test>",
            Subject = "hello",
            ReturnPath = _brought.Get<OwnIdentity>().Address.ToString(),
            Recipients = [new NewRecipient { Address = OwnIdentity.AddressOf(BroughtMail.Dave).ToString(), PublicKey = BroughtMail.Dave, State = DeliveryState.AwaitingPeer }],
        };
        await Outbox.AddAsync(mail, Ct);
        _id = Assert.Single((await Outbox.ListAsync(null, 0, 10, Ct)).Entries).Id;
    }
}
