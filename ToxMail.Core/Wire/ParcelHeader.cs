namespace ToxMail.Core.Wire;

/// <summary>What travels before a mail's bytes: <c>docs/protocol.md</c> §2.1.</summary>
public sealed record ParcelHeader
{
    /// <summary>16 random bytes that make two equal mails two parcels.</summary>
    public required ReadOnlyMemory<byte> ParcelId { get; init; }

    /// <summary>Where notices go; empty for a notice itself.</summary>
    public required string ReturnAddress { get; init; }

    /// <summary>The addresses at the receiving node.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>When the mail got its "250".</summary>
    public required DateTimeOffset Submitted { get; init; }

    /// <summary>Whether the body is Brotli-compressed.</summary>
    public bool IsCompressed { get; init; }
}
