namespace ToxMail.Tests.Support.Nodes;

internal sealed record InboxView(long Id, string Uid, string? From, string? Subject, long SizeBytes, string? SenderKey, string Via);
