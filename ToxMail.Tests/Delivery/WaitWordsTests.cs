using ToxMail.Core.Delivery;
using ToxMail.Core.Messages;
using ToxMail.Core.Store;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class WaitWordsTests
{
    [Theory]
    [InlineData(null, NoticeReason.Offline)]
    [InlineData(WaitWords.ConnectionLost, NoticeReason.TransferInterrupted)]
    [InlineData(WaitWords.NoAnswer, NoticeReason.TransferInterrupted)]
    [InlineData(WaitWords.NotToxMail, NoticeReason.NotToxMail)]
    [InlineData(WaitWords.TooNew, NoticeReason.IncompatibleVersion)]
    [InlineData(WaitWords.Unreadable, NoticeReason.StorageFault)]
    public async Task Own_words_give_their_reason_and_are_not_quoted(string? words, NoticeReason reason)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = words };

        Assert.Equal(new NoticeCause(reason), WaitWords.CauseOf(mail));
    }

    [Fact]
    public async Task The_words_of_the_contact_are_quoted()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = "Come back on Monday." };

        Assert.Equal(new NoticeCause(NoticeReason.PeerAskedToWait, PeerText: "Come back on Monday."), WaitWords.CauseOf(mail));
    }

    [Fact]
    public async Task A_request_nobody_answered_is_the_reason_before_all_others()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { State = DeliveryState.AwaitingContact, LastError = WaitWords.NotToxMail };

        Assert.Equal(new NoticeCause(NoticeReason.RequestUnanswered), WaitWords.CauseOf(mail));
    }
}
