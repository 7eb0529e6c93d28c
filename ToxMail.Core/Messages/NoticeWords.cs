namespace ToxMail.Core.Messages;

/// <summary>The sentences of a notice: what happened to a mail and what its sender can do.</summary>
internal static class NoticeWords
{
    internal static string Opening(NoticeKind kind) => kind switch
    {
        NoticeKind.Success => "Your mail has arrived.",
        NoticeKind.Delay => "Your mail has not arrived yet. You need not do anything: it is kept here and tried again by itself.",
        _ => "I am sorry: your mail could not be delivered, and it will not be tried again.",
    };

    /// <summary>What happened, from the side of one recipient.</summary>
    internal static string Happened(NoticeKind kind, NoticeReason reason, string who) => reason switch
    {
        NoticeReason.Delivered => $"The mail is in the mailbox of {who}.",
        NoticeReason.Offline when kind == NoticeKind.Delay => $"{who} has not been online since you sent it.",
        NoticeReason.Offline => $"{who} was not online at any time when your mail was tried.",
        NoticeReason.Relayed when kind == NoticeKind.Delay => $"Contacts of yours carry it, sealed, until {who} is online; it is not confirmed yet.",
        NoticeReason.Relayed => $"Contacts of yours carried it, sealed, but no confirmation of {who} came back. It may have arrived all the same.",
        NoticeReason.RequestUnanswered => $"{who} has not accepted your contact request, and only contacts can send each other mail.",
        NoticeReason.NotConfirmed => $"The Tox ID of {who} was found in DNS without a proof, and you have not confirmed it on ToxMail's page.",
        NoticeReason.NotToxMail => $"{who} uses a Tox program that cannot receive mail.",
        NoticeReason.TransferInterrupted => $"{who} was online, but the connection broke each time before the whole mail was over.",
        NoticeReason.PeerAskedToWait => $"The program of {who} asked to be tried again later.",
        _ => Refusal(reason, who),
    };

    /// <summary>What the user can do about it; empty when there is nothing to do.</summary>
    internal static string Advice(NoticeKind kind, NoticeReason reason) => reason switch
    {
        NoticeReason.Delivered => string.Empty,
        NoticeReason.Offline when kind == NoticeKind.Delay => "If it is urgent, ask the person in another way to start ToxMail.",
        NoticeReason.Offline or NoticeReason.TransferInterrupted => "Agree on a time when both of you are online, then send the mail again.",
        NoticeReason.Relayed when kind == NoticeKind.Delay => "If it is urgent, ask the person in another way whether it has arrived.",
        NoticeReason.Relayed => "Ask the person in another way whether it has arrived before you send it again.",
        NoticeReason.PeerAskedToWait => "Ask the person whether something is wrong with the other computer, then send the mail again.",
        NoticeReason.RequestUnanswered => "Ask the person in another way to accept your request, and check that the Tox ID is right.",
        NoticeReason.NotConfirmed when kind == NoticeKind.Delay => "Compare the Tox ID with the person if you can, then confirm or cancel the mail on ToxMail's page, under Queue.",
        NoticeReason.NotConfirmed => "Ask the person for the Tox ID and add it as a contact, then send the mail again.",
        NoticeReason.NotToxMail => "Ask the person to run ToxMail with the same Tox profile.",
        _ => AdviceOnRefusal(reason),
    };

    private static string Refusal(NoticeReason reason, string who) => reason switch
    {
        NoticeReason.TooLarge => $"The mail is larger than the program of {who} accepts.",
        NoticeReason.MailboxFull => $"The computer of {who} has no room left for it.",
        NoticeReason.Blocked => $"{who} has blocked you and takes no mail from you.",
        NoticeReason.IncompatibleVersion => $"The ToxMail of {who} and yours are too far apart in age to understand each other.",
        NoticeReason.NameNotFound => $"The address {who} could not be found.",
        NoticeReason.ContactRemoved => $"{who} is no contact of yours any more: you removed or blocked the contact.",
        NoticeReason.StorageFault => "The stored mail could no longer be read on this computer.",
        _ => $"The program of {who} refused the mail.",
    };

    private static string AdviceOnRefusal(NoticeReason reason) => reason switch
    {
        NoticeReason.TooLarge => "Send it in smaller parts, or share large files in another way.",
        NoticeReason.MailboxFull => "Tell the person in another way, and send the mail again when there is room.",
        NoticeReason.Blocked => "Only the person can change this. Once you are unblocked and both of you have been online, send the mail again.",
        NoticeReason.IncompatibleVersion => "Both of you should install the newest ToxMail; then send the mail again.",
        NoticeReason.NameNotFound => "Check the address for a slip of the keys, or write to the person's Tox ID.",
        NoticeReason.ContactRemoved => "Add the contact again if you want to send it.",
        NoticeReason.StorageFault => "Send it again from your mail program, and check the disk of this computer.",
        _ => "Ask the person in another way what the reason is.",
    };
}
