namespace ToxMail.Core.Messages;

/// <summary>The start of a mail, taken apart.</summary>
/// <param name="Header">The header fields with the blank line that ends them; empty when the mail has none.</param>
/// <param name="Rest">The octets of the body that were read along; the stream goes on behind them.</param>
public sealed record HeaderBlock(ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Rest);
