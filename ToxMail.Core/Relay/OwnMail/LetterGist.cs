namespace ToxMail.Core.Relay.OwnMail;

/// <summary>What a letter shows of itself before it is mail.</summary>
/// <param name="Name">What its author calls himself, or empty.</param>
/// <param name="Text">Subject and the beginning of the text.</param>
internal sealed record LetterGist(string Name, string Text);
