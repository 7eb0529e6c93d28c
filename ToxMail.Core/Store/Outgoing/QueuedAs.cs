namespace ToxMail.Core.Store.Outgoing;

/// <summary>Under which id a submitted mail is in the outbox; not new when the same submission was there already.</summary>
public readonly record struct QueuedAs(string QueueId, bool IsNew);
