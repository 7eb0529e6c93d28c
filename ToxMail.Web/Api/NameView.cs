using ToxMail.Core.Addressing;
using ToxMail.Core.Names;

namespace ToxMail.Web.Api;

/// <summary>What a look at a name found.</summary>
internal sealed record NameView
{
    public required string Name { get; init; }

    /// <summary>Null when nothing found may be believed.</summary>
    public required string? ToxId { get; init; }

    public required string? PublicKey { get; init; }

    /// <summary><c>proved</c>, <c>unverified</c>, <c>changed</c> or <c>bogus</c>.</summary>
    public required string Trust { get; init; }

    public required string Why { get; init; }

    public required ProofView? Proof { get; init; }

    /// <summary>The record carries the signature of an old name server, by which nothing is trusted.</summary>
    public required bool HasRecordSignature { get; init; }

    /// <summary>The key the name was pinned to before; null when it was not.</summary>
    public required PinView? Pin { get; init; }

    public static NameView Of(MailAddress name, NameSight sight) => new()
    {
        Name = name.ToString(),
        ToxId = sight.Finding.FoundId?.ToString(),
        PublicKey = sight.Finding.FoundId?.PublicKey.ToString(),
        Trust = Words.Of(sight.Trust),
        Why = NameWords.Sentence(sight.Finding.Why),
        Proof = sight.Finding is NameFinding.Proved proved ? ProofView.Of(proved.Proof) : null,
        HasRecordSignature = sight.HasRecordSignature,
        Pin = sight.Pin is { } pin ? PinView.Of(pin) : null,
    };
}
