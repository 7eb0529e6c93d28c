using ToxMail.Core.Relay;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;
using ToxMail.Tests.EndToEnd.Relays;
using ToxMail.Tests.Relay.Gossip;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>When the x of an envelope for this node leaves: Dave wrote it, and Alice and Bob bring it.</summary>
public sealed class OwedEnvelopeTests : IAsyncLifetime
{
    private readonly Random _random = new(7);
    private BroughtMail _brought = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>To its very beginning, so that all of what comes next is of one day.</summary>
    private TimeSpan UntilTomorrow => _brought.Time.GetUtcNow().Date.AddDays(1) - _brought.Time.GetUtcNow().UtcDateTime;

    private ReceiptDispatch Receipts => _brought.Get<ReceiptDispatch>();

    public async ValueTask InitializeAsync() => _brought = await BroughtMail.StartAsync();

    public ValueTask DisposeAsync() => _brought.DisposeAsync();

    [Theory]
    [InlineData((byte)EnvelopeKind.Receipt)]
    [InlineData((byte)EnvelopeKind.Keys)]
    public async Task What_tells_nothing_goes_once_two_have_offered_it_and_nothing_is_told(byte kind)
    {
        var envelope = await _brought.SealAsync((EnvelopeKind)kind, new byte[10]);
        Assert.True(await _brought.OpenAsync(envelope));
        await RunAsync();
        Assert.Equal((1, 0, 0), _brought.Held());

        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(envelope));
        await RunAsync();
        Assert.Equal((0, 1, 0), _brought.Held());
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task What_tells_nothing_never_goes_under_strict_receipts()
    {
        var envelope = await _brought.SealAsync(EnvelopeKind.Receipt, new byte[10]);
        var policies = _brought.Get<ContactPolicies>();
        policies.Options = policies.Options with { ReceiptPolicy = ReceiptPolicy.Strict };
        Assert.True(await _brought.OpenAsync(envelope));
        await _brought.OfferAsync(Scene.Bob, BroughtMail.OfferOf(envelope));
        Assert.Empty(await OwedAsync());

        await RunAsync();
        Assert.Equal((1, 0, 0), _brought.Held());
    }

    [Fact]
    public async Task What_came_one_way_alone_stays_though_its_mail_came_by_others_too()
    {
        var (common, lone) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await TakeAsync(common, lone);
        var mail = Mail();
        await Receipts.OweAsync(BroughtMail.Dave, mail, MailStatus.Stored, [Owed(lone)], Ct);
        await Receipts.OweAsync(BroughtMail.Dave, mail, MailStatus.HadAlready, [Owed(common)], Ct);
        await RunAsync();
        Assert.Equal((1, 1, 1), _brought.Held());
        Assert.Equal([new Receipt(mail.MailId, MailStatus.Stored)], await ReadReceiptAsync());
        var owed = Assert.Single(await OwedAsync());
        Assert.Equal((RelayedArrival.NothingToTell, lone.Release), (owed.Status, new Tombstone(Assert.Single(owed.Envelopes).Release)));

        await _brought.OfferAsync(Scene.Bob, lone.Offer);
        await RunAsync();
        Assert.Equal((0, 2, 1), _brought.Held());
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task A_mail_in_parts_is_told_of_once_each_of_them_has_come_from_two_sides()
    {
        var (common, lone) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await TakeAsync(common, lone);
        await Receipts.OweAsync(BroughtMail.Dave, Mail(), MailStatus.Stored, [Owed(common), Owed(lone)], Ct);
        await RunAsync();
        Assert.Equal((2, 0, 0), _brought.Held());

        await _brought.OfferAsync(Scene.Bob, lone.Offer);
        await RunAsync();
        Assert.Equal((0, 2, 1), _brought.Held());
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task The_receipt_says_the_most_that_is_known_of_a_mail()
    {
        var (announced, brought) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await TakeAsync(announced, brought);
        await _brought.OfferAsync(Scene.Bob, brought.Offer);
        var mail = Mail();
        await Receipts.OweAsync(BroughtMail.Dave, mail, MailStatus.Later, [Owed(announced)], Ct);
        await Receipts.OweAsync(BroughtMail.Dave, mail, MailStatus.Stored, [Owed(brought)], Ct);
        await RunAsync();

        Assert.Equal((0, 2, 1), _brought.Held());
        Assert.Equal([new Receipt(mail.MailId, MailStatus.Stored)], await ReadReceiptAsync());
    }

    [Fact]
    public async Task A_restart_gives_no_more_receipts_to_the_day_of_a_contact()
    {
        await _brought.PassAsync(UntilTomorrow);
        await TellAsync(2);
        await _brought.RestartAsync();
        await TellAsync(2);
        Assert.Equal((0, 4, 4), _brought.Held());

        await _brought.RestartAsync();
        await TellAsync(1);
        Assert.Equal((1, 4, 4), _brought.Held());

        await _brought.PassAsync(UntilTomorrow);
        await Receipts.RunAsync(Ct);
        Assert.Equal((0, 5, 5), _brought.Held());
    }

    [Fact]
    public async Task What_went_to_a_contact_today_is_nothing_to_another()
    {
        var budget = _brought.Get<ReceiptBudget>();
        for (var sent = 0; sent < 4; sent++)
        {
            Assert.True(budget.Allows(Scene.Bob));
            await budget.CountAsync(Scene.Bob, 1, Ct);
            await budget.CountAsync(BroughtMail.Dave, 1, Ct);
        }

        Assert.False(budget.Allows(Scene.Bob));
        Assert.False(budget.Allows(BroughtMail.Dave));
        Assert.True(budget.Allows(Scene.Alice));
    }

    /// <summary>So many mails come one after the other, and each is told of at once where it may be.</summary>
    private async Task TellAsync(int mails)
    {
        var policies = _brought.Get<ContactPolicies>();
        policies.Options = policies.Options with { ReceiptPolicy = ReceiptPolicy.Prompt, ReceiptGrid = TimeSpan.Zero };
        for (var told = 0; told < mails; told++)
        {
            var envelope = JunkEnvelope.Make(_random);
            await _brought.GiveAsync(envelope.Offer, envelope.Bytes);
            await Receipts.OweAsync(BroughtMail.Dave, Mail(), MailStatus.Stored, [Owed(envelope)], Ct);
            await Receipts.RunAsync(Ct);
        }
    }

    /// <summary>Dave has got what this node wrote.</summary>
    private async Task<IReadOnlyList<Receipt>?> ReadReceiptAsync()
    {
        var store = _brought.Get<IEnvelopeStore>();
        var own = Assert.Single(await store.LogAsync(Ct), static held => held.From is null);
        var opened = await _brought.DavesKeys.OpenAsync(own.Tag, (await store.ReadAsync(own.Id, Ct))!, Ct);
        return Receipt.Read(opened!.Value.Opened.Content.Payload.Span);
    }

    private static (byte[] Id, byte[] Release) Owed(JunkEnvelope envelope) => (envelope.Offer.Id.ToArray(), envelope.Release.ToArray());

    private EnvelopeContent Mail() => new() { Kind = EnvelopeKind.Mail, MailId = MailId.New(), Created = _brought.Time.GetUtcNow() };

    /// <summary>Both come from Alice, and Bob has offered one of them.</summary>
    private async Task TakeAsync(JunkEnvelope common, JunkEnvelope lone)
    {
        await _brought.GiveAsync(common.Offer, common.Bytes);
        await _brought.GiveAsync(lone.Offer, lone.Bytes);
        await _brought.OfferAsync(Scene.Bob, common.Offer);
    }

    /// <summary>The next place on the grid comes.</summary>
    private async Task RunAsync()
    {
        await _brought.PassAsync(BroughtMail.Place);
        await _brought.Get<ReceiptArrival>().RunAsync(Ct);
        await Receipts.RunAsync(Ct);
    }

    private Task<IReadOnlyList<RelayedArrival>> OwedAsync() => _brought.Get<RelayedInbox>().DueAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, Ct);
}
