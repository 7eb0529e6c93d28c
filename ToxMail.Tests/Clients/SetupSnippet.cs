namespace ToxMail.Tests.Clients;

/// <summary>A configuration to copy, and the file it belongs into.</summary>
internal sealed record SetupSnippet(string Client, string File, string Text);
