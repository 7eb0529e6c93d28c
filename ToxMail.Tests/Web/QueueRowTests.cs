using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using ToxMail.Web.Components.Controls;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class QueueRowTests : IAsyncLifetime
{
    private readonly BunitContext _page = new();
    private TemporaryStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TemporaryStore.OpenAsync();
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.Services.AddSingleton(_store.Outbox).AddSingleton<TimeProvider>(_store.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData(DeliveryState.AwaitingContact, "Waiting to be accepted as a contact", "Cancel mail")]
    [InlineData(DeliveryState.AwaitingConfirmation, "Waiting for your confirmation", "Confirm and send|Cancel mail")]
    [InlineData(DeliveryState.AwaitingPeer, "Waiting until they are online", "Try now|Cancel mail")]
    [InlineData(DeliveryState.Sending, "Being sent now", "Cancel mail")]
    [InlineData(DeliveryState.Relayed, "Handed to relays", "Cancel mail")]
    [InlineData(DeliveryState.Delivered, "Delivered", "")]
    [InlineData(DeliveryState.Failed, "Could not be delivered", "Send again")]
    [InlineData(DeliveryState.Expired, "Given up after waiting too long", "Send again")]
    [InlineData(DeliveryState.Cancelled, "Cancelled", "Send again")]
    public void Each_state_has_its_words_and_its_buttons(DeliveryState state, string words, string buttons)
    {
        var row = Render(Entry(state));

        Assert.Equal(words, row.Find(".badge").TextContent);
        Assert.Equal(buttons, string.Join('|', row.FindAll(".row > .actions > button").Select(button => button.TextContent)));
    }

    [Fact]
    public void A_mail_being_sent_shows_how_far_it_is()
    {
        var progress = Render(Entry(DeliveryState.Sending) with { SizeBytes = 4_000_000, SentBytes = 1_000_000 }).Find("progress");

        Assert.Equal(("4000000", "1000000", "1.0 MB"), (progress.GetAttribute("max"), progress.GetAttribute("value"), progress.TextContent));
    }

    [Fact]
    public void The_reason_and_the_next_try_are_shown()
    {
        var entry = Entry(DeliveryState.AwaitingPeer) with
        {
            Attempts = 2,
            LastError = "The other side is full.",
            NextAttempt = _store.Time.GetUtcNow().AddMinutes(5),
        };

        var text = Render(entry).Find(".state").TextContent;

        Assert.Contains("2 attempts", text, StringComparison.Ordinal);
        Assert.Contains("in 5 min", text, StringComparison.Ordinal);
        Assert.Contains("The other side is full.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeliveryState.AwaitingPeer, Announcement.Sent, "they only tell the recipient that it waits here")]
    [InlineData(DeliveryState.AwaitingPeer, Announcement.Received, "the recipient knows that it waits here")]
    [InlineData(DeliveryState.AwaitingPeer, Announcement.None, null)]
    [InlineData(DeliveryState.Relayed, Announcement.Sent, null)]
    [InlineData(DeliveryState.Delivered, Announcement.Received, null)]
    public void A_mail_too_large_to_be_carried_says_so_while_it_waits(DeliveryState state, Announcement announcement, string? words)
    {
        var text = Render(Entry(state) with { Announcement = announcement }).Find(".state").TextContent;

        Assert.Equal(words is not null, text.Contains("too large to be carried", StringComparison.Ordinal));
        Assert.Contains(words ?? "", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_comes_too_late_is_explained()
    {
        var row = Render(Entry(DeliveryState.AwaitingPeer));

        await row.Find(".row > .actions > button").ClickAsync(new());

        Assert.Equal("This mail is not in the outbox any more.", row.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void A_subject_is_text_and_nothing_else()
    {
        var row = Render(Entry(DeliveryState.Delivered) with { Subject = "<script>alert(1)</script>" });

        Assert.Empty(row.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", row.Find("strong").TextContent);
    }

    private IRenderedComponent<QueueRow> Render(OutboxEntry entry) => _page.Render<QueueRow>(row => row.Add(self => self.Entry, entry));

    private OutboxEntry Entry(DeliveryState state) => new()
    {
        Id = 5,
        QueueId = "q",
        MessageId = "<m>",
        Subject = "Lunch",
        Recipient = "bob@tox.alt",
        PublicKey = TemporaryStore.Key(5),
        State = state,
        Attempts = 0,
        NextAttempt = null,
        LastError = null,
        SizeBytes = 1200,
        SentBytes = 0,
        QueuedAt = _store.Time.GetUtcNow(),
        Via = null,
        Announcement = Announcement.None,
    };
}
