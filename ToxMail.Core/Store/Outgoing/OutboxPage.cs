namespace ToxMail.Core.Store.Outgoing;

/// <summary>Some rows, newest first, and how many there are in all.</summary>
public sealed record OutboxPage(IReadOnlyList<OutboxEntry> Entries, int Total);
