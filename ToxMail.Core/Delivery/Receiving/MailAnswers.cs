using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>What a sender is told, in words for the person who wrote the mail.</summary>
internal static class MailAnswers
{
    internal static Frame.MailResult Had(Digest digest) => new(digest, MailStatus.HadAlready, ResultCode.None, "");

    internal static Frame.MailResult TooLarge(Digest digest) =>
        new(digest, MailStatus.Refused, ResultCode.TooLarge, "The mail is larger than the recipient's node takes.");

    internal static Frame.MailResult NoRoom(Digest digest) =>
        new(digest, MailStatus.Later, ResultCode.NoRoom, "The recipient's disk is full.");

    internal static Frame.MailResult NoContact(Digest digest) =>
        new(digest, MailStatus.Refused, ResultCode.Blocked, "This is a store node: it keeps mail for its members and takes none for itself from them. To write to its operator, become his contact.");

    internal static Frame.MailResult NoShare(Digest digest) =>
        new(digest, MailStatus.Later, ResultCode.NoRoom, "Too many unfinished mails wait at the recipient's node.");
}
