using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>A look at a name: what was found, and what was known.</summary>
/// <param name="Finding">What DNS says.</param>
/// <param name="HasRecordSignature">The record carries the <c>sign</c> of old name servers; nothing is trusted by it.</param>
/// <param name="Pin">The key the name is pinned to; null when it is not.</param>
public sealed record NameSight(NameFinding Finding, bool HasRecordSignature, NamePin? Pin)
{
    /// <summary>The level of what was found; null when nothing was.</summary>
    public NameTrust? Trust => Finding switch
    {
        NameFinding.Bogus => NameTrust.Bogus,
        _ when Finding.FoundId is { } id && Pin is { } pin && pin.PublicKey != id.PublicKey => NameTrust.Changed,
        NameFinding.Proved => NameTrust.Proved,
        NameFinding.Unverified => NameTrust.Unverified,
        _ => null,
    };
}
