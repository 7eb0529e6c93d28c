namespace ToxMail.Core.Messages;

/// <summary>Enhanced status codes (RFC 3463) of what became of a mail.</summary>
public static class NoticeStatus
{
    /// <summary>The code, such as <c>4.4.1</c> for a delay and <c>5.4.7</c> for a failure by the same reason.</summary>
    public static string Of(NoticeKind kind, NoticeReason reason) => throw new NotImplementedException();
}
