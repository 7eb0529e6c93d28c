using ToxMail.Core.Messages;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Why a mail still waits, in the words the user sees at its row, and as the reason a notice gives.</summary>
internal static class WaitWords
{
    internal const string ConnectionLost = "The connection was lost.";
    internal const string NoAnswer = "The contact did not answer.";
    internal const string NotToxMail = "The contact is online with a Tox program that is not ToxMail.";
    internal const string TooNew = "The contact's ToxMail is too new for this one: please update.";
    internal const string Blocked = "The recipient has blocked you.";
    internal const string NoContact = "The recipient is no contact of yours any more.";
    internal const string RefusedByReceipt = "The recipient's program refused the mail that relays had brought.";
    internal const string DiskFull = ThisComputer + "'s disk is full.";
    internal const string TooLarge = "It is too large to be carried by others: it needs both of you online at the same time. Your contacts carry word of it alone.";
    internal const string TooLargeButKnown = "It is too large to be carried by others: it needs both of you online at the same time. The recipient has been told that it is there.";
    internal const string Unreadable = ThisComputer + " could not read the stored mail.";

    /// <summary>How every sentence about a fault of this machine begins, and no other.</summary>
    private const string ThisComputer = "This computer";

    /// <summary>How every sentence begins that holds words of the contact's program: they must not pass for ours.</summary>
    private const string Answered = "The contact answered: ";

    internal static string NotStored(IOException why) => $"{ThisComputer} could not store the mail: {why.Message}";

    internal static string NotPrepared(IOException why) => $"{ThisComputer} could not prepare the mail: {why.Message}";

    internal static string NotRead(IOException why) => $"{ThisComputer} could not read the mail: {why.Message}";

    /// <summary>What the contact's program said.</summary>
    internal static string Of(Frame.MailResult answer) => answer.Text.Length > 0 ? Answered + answer.Text : "The contact gave no reason.";

    /// <summary>What a notice about this mail says.</summary>
    internal static NoticeCause CauseOf(QueuedMail mail) => ReasonOf(mail) switch
    {
        NoticeReason.PeerAskedToWait when mail.LastError!.StartsWith(Answered, StringComparison.Ordinal) =>
            new NoticeCause(NoticeReason.PeerAskedToWait, PeerText: mail.LastError[Answered.Length..]),
        NoticeReason.Offline when mail.Announcement != Announcement.None => new NoticeCause(NoticeReason.Offline, Detail: mail.Announcement == Announcement.Received ? TooLargeButKnown : TooLarge),
        var reason => new NoticeCause(reason),
    };

    private static NoticeReason ReasonOf(QueuedMail mail) => mail.State switch
    {
        DeliveryState.AwaitingContact => NoticeReason.RequestUnanswered,
        DeliveryState.AwaitingConfirmation => NoticeReason.NotConfirmed,
        DeliveryState.Relayed => NoticeReason.Relayed,
        _ => ReasonOf(mail.LastError),
    };

    private static NoticeReason ReasonOf(string? lastError) => lastError switch
    {
        null => NoticeReason.Offline,
        ConnectionLost or NoAnswer => NoticeReason.TransferInterrupted,
        NotToxMail => NoticeReason.NotToxMail,
        TooNew => NoticeReason.IncompatibleVersion,
        Blocked => NoticeReason.Blocked,
        { } words when words.StartsWith(ThisComputer, StringComparison.Ordinal) => NoticeReason.StorageFault,
        _ => NoticeReason.PeerAskedToWait,
    };
}
