namespace ToxMail.Core.Relay.Storage;

/// <summary>The bytes of an envelope, in a table of their own: entries are read all at once and change often.</summary>
internal sealed class EnvelopeBody
{
    /// <summary>The row of the entry.</summary>
    public required long Number { get; init; }

    public required byte[] Bytes { get; init; }
}
