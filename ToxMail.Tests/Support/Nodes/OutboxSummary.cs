namespace ToxMail.Tests.Support.Nodes;

internal sealed record OutboxSummary(int Pending);
