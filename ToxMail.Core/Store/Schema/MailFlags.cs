namespace ToxMail.Core.Store.Schema;

/// <summary>The system flags of RFC 9051 2.3.2. The numbers are stored: add, never renumber.</summary>
[Flags]
internal enum MailFlags
{
    None = 0,
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Deleted = 8,
    Draft = 16,
}
