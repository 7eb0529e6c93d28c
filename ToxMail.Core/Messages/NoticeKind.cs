namespace ToxMail.Core.Messages;

/// <summary>What a notice tells (RFC 3464 2.3.3, "Action").</summary>
public enum NoticeKind
{
    /// <summary>The mail will not arrive.</summary>
    Failure,

    /// <summary>The mail still waits.</summary>
    Delay,

    /// <summary>The mail is in the recipient's mailbox.</summary>
    Success,
}
