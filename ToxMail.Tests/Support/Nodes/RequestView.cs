namespace ToxMail.Tests.Support.Nodes;

internal sealed record RequestView(string PublicKey, string? Message);
