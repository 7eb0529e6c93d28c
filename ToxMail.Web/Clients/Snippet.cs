namespace ToxMail.Web.Clients;

/// <summary>A configuration to copy.</summary>
/// <param name="Client">The program it is for.</param>
/// <param name="File">Where that program looks for it.</param>
/// <param name="Text">What to put there.</param>
/// <param name="Note">What else is to be known, or null.</param>
internal sealed record Snippet(string Client, string File, string Text, string? Note = null);
