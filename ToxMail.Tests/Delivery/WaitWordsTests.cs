using ToxMail.Core.Delivery;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;
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
    [InlineData(WaitWords.Blocked, NoticeReason.Blocked)]
    [InlineData(WaitWords.Unreadable, NoticeReason.StorageFault)]
    public async Task Own_words_give_their_reason_and_are_not_quoted(string? words, NoticeReason reason)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = words };

        Assert.Equal(new NoticeCause(reason), WaitWords.CauseOf(mail));
    }

    [Theory]
    [InlineData(Announcement.None, null, null)]
    [InlineData(Announcement.Sent, null, WaitWords.TooLarge)]
    [InlineData(Announcement.Received, null, WaitWords.TooLargeButKnown)]
    [InlineData(Announcement.Received, WaitWords.ConnectionLost, null)]
    public async Task What_nobody_carries_is_said_of_a_contact_who_was_not_there(Announcement announcement, string? words, string? detail)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = words, Announcement = announcement };

        Assert.Equal(detail, WaitWords.CauseOf(mail).Detail);
    }

    [Fact]
    public async Task The_words_of_the_contact_are_quoted()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = WaitWords.Of(Answer("Come back on Monday.")) };

        Assert.Equal(new NoticeCause(NoticeReason.PeerAskedToWait, PeerText: "Come back on Monday."), WaitWords.CauseOf(mail));
    }

    [Theory]
    [InlineData(WaitWords.DiskFull)]
    [InlineData(WaitWords.Unreadable)]
    [InlineData(WaitWords.ConnectionLost)]
    [InlineData(WaitWords.Blocked)]
    public async Task A_contact_cannot_speak_for_this_computer(string words)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = WaitWords.Of(Answer(words)) };

        Assert.Equal(new NoticeCause(NoticeReason.PeerAskedToWait, PeerText: words), WaitWords.CauseOf(mail));
    }

    [Fact]
    public async Task A_contact_that_gives_no_reason_is_not_quoted()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { LastError = WaitWords.Of(Answer("")) };

        Assert.Equal(new NoticeCause(NoticeReason.PeerAskedToWait), WaitWords.CauseOf(mail));
    }

    [Fact]
    public async Task Every_fault_of_this_computer_is_one_of_its_storage()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        var why = new IOException("Broken.");

        Assert.All(
            (string[])[WaitWords.NotStored(why), WaitWords.NotPrepared(why), WaitWords.NotRead(why), WaitWords.DiskFull],
            words => Assert.Equal(new NoticeCause(NoticeReason.StorageFault), WaitWords.CauseOf(mail with { LastError = words })));
    }

    [Fact]
    public async Task A_request_nobody_answered_is_the_reason_before_all_others()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync() with { State = DeliveryState.AwaitingContact, LastError = WaitWords.NotToxMail };

        Assert.Equal(new NoticeCause(NoticeReason.RequestUnanswered), WaitWords.CauseOf(mail));
    }

    private static Frame.MailResult Answer(string words) => new(DigestBuilder.Of([1]), MailStatus.Later, ResultCode.None, words);
}
