namespace ToxMail.Core.Messages;

/// <summary>Kinds of <see cref="AddressToken"/>.</summary>
internal enum AddressTokenKind
{
    End,
    Atom,
    Quoted,
    Literal,
    At,
    Less,
    Greater,

    /// <summary>A comma, semicolon or colon: what stands before it and what stands behind it are two mailboxes.</summary>
    Separator,
}
