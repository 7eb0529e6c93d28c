namespace ToxMail.Tests.Support.Nodes;

internal sealed record ListenerView(string Name, string? Endpoint, string State, string? Error);
