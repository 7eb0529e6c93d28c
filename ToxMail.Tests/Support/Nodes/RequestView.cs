namespace ToxMail.Tests.Support.Nodes;

internal sealed record RequestView(string PublicKey, string? Message, string? Via = null, string? Name = null, string? Card = null);
