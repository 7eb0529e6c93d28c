namespace ToxMail.Core.Store.Schema;

/// <summary>A folder of received mail with the counters of RFC 9051 2.3.1.1 and RFC 7162 3.1.</summary>
internal sealed class MailFolder
{
    internal const string Inbox = "INBOX";

    public long Id { get; init; }

    public required string Name { get; init; }

    public required long UidValidity { get; init; }

    public required long UidNext { get; set; }

    public required long HighestModSeq { get; set; }
}
