namespace ToxMail.Core.Messages;

/// <summary>A header block made ready for the user's mailbox.</summary>
/// <param name="Header">The header block to store in place of the old one; the body follows it unchanged.</param>
/// <param name="From">Display name and address of the sender for display: one line, no control characters.</param>
/// <param name="Subject">The subject decoded for display: one line, no control characters.</param>
/// <param name="Card">The link of a mail card, when the mail introduces somebody; not looked at yet.</param>
/// <param name="CardName">What the mail calls him, or empty.</param>
public sealed record ArrivalResult(ReadOnlyMemory<byte> Header, string From, string Subject, string? Card, string CardName);
