using ToxMail.Core.Messages;
using ToxMail.Core.Store;

namespace ToxMail.Core.Delivery;

/// <summary>Why a mail still waits, in the words the user sees at its row, and as the reason a notice gives.</summary>
internal static class WaitWords
{
    internal const string ConnectionLost = "The connection was lost.";
    internal const string NoAnswer = "The contact did not answer.";
    internal const string NotToxMail = "The contact is online with a Tox program that is not ToxMail.";
    internal const string TooNew = "The contact's ToxMail is too new for this one: please update.";
    internal const string Unreadable = ThisComputer + " could not read the stored mail.";

    /// <summary>How every sentence about a fault of this machine begins.</summary>
    private const string ThisComputer = "This computer";

    /// <summary>What a notice about this mail says.</summary>
    internal static NoticeCause CauseOf(QueuedMail mail) => ReasonOf(mail) is var reason && reason == NoticeReason.PeerAskedToWait
        ? new NoticeCause(reason, PeerText: mail.LastError)
        : new NoticeCause(reason);

    private static NoticeReason ReasonOf(QueuedMail mail) => mail.State switch
    {
        DeliveryState.AwaitingContact => NoticeReason.RequestUnanswered,
        DeliveryState.AwaitingConfirmation => NoticeReason.NotConfirmed,
        _ => ReasonOf(mail.LastError),
    };

    private static NoticeReason ReasonOf(string? lastError) => lastError switch
    {
        null => NoticeReason.Offline,
        ConnectionLost or NoAnswer => NoticeReason.TransferInterrupted,
        NotToxMail => NoticeReason.NotToxMail,
        TooNew => NoticeReason.IncompatibleVersion,
        { } words when words.StartsWith(ThisComputer, StringComparison.Ordinal) => NoticeReason.StorageFault,
        _ => NoticeReason.PeerAskedToWait,
    };
}
