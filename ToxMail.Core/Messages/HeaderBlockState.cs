namespace ToxMail.Core.Messages;

/// <summary>How far a <see cref="HeaderBlockReader"/> has come.</summary>
public enum HeaderBlockState
{
    /// <summary>More octets are needed.</summary>
    Reading,

    /// <summary>The header block is whole; what follows is body.</summary>
    Complete,

    /// <summary>The limit was reached before the blank line: the mail cannot be taken.</summary>
    TooLarge,
}
