namespace ToxMail.Core.Messages;

/// <summary>Enhanced status codes (RFC 3463) of what became of a mail.</summary>
public static class NoticeStatus
{
    /// <summary>The code, such as <c>4.4.1</c> for a delay and <c>5.4.7</c> for a failure by the same reason.</summary>
    public static string Of(NoticeKind kind, NoticeReason reason) => kind switch
    {
        NoticeKind.Success => "2.0.0",
        NoticeKind.Delay => "4." + Detail(reason, isFinal: false),
        _ => "5." + Detail(reason, isFinal: true),
    };

    private static string Detail(NoticeReason reason, bool isFinal) => reason switch
    {
        NoticeReason.Offline or NoticeReason.Relayed => isFinal ? "4.7" : "4.1",
        NoticeReason.TransferInterrupted => isFinal ? "4.7" : "4.2",
        NoticeReason.RequestUnanswered or NoticeReason.Blocked or NoticeReason.NotConfirmed => "7.1",
        NoticeReason.NotToxMail => "3.3",
        NoticeReason.PeerAskedToWait => "3.2",
        NoticeReason.TooLarge => "3.4",
        NoticeReason.MailboxFull => "2.2",
        NoticeReason.IncompatibleVersion => "5.5",
        _ => LocalDetail(reason),
    };

    private static string LocalDetail(NoticeReason reason) => reason switch
    {
        NoticeReason.NameNotFound => "1.2",
        NoticeReason.ContactRemoved => "1.1",
        NoticeReason.StorageFault => "3.0",
        _ => "0.0",
    };
}
