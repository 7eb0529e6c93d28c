namespace ToxMail.Core.Store.Incoming;

/// <summary>Some mails, newest first, and how many there are in all.</summary>
public sealed record InboxPage(IReadOnlyList<InboxEntry> Entries, int Total);
