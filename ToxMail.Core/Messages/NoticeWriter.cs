namespace ToxMail.Core.Messages;

/// <summary>Writes notices to the user about his own mail as multipart/report (RFC 3464), in plain words.</summary>
public static class NoticeWriter
{
    /// <summary>The largest mail that a failure notice brings back whole; of a larger one it brings the headers.</summary>
    public const int MaxReturnedMail = 256 * 1024;

    /// <summary>The From of every notice, for the mailbox's list.</summary>
    public const string From = "Mail Delivery System <postmaster@tox.alt>";

    /// <summary>The subject that <see cref="WriteAsync"/> gives this notice, for the mailbox's list.</summary>
    public static string SubjectOf(Notice notice) => throw new NotImplementedException();

    /// <summary>Writes the whole notice, ready for the mailbox (null return path included), with CRLF line ends.</summary>
    public static Task WriteAsync(Notice notice, Stream destination, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
