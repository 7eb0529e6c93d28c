using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>
/// Checks record sets with the keys of a zone (RFC 4035 5.3). The tries are counted: many keys with the same tag and many signatures by them would else keep the processor
/// busy for hours (KeyTrap, CVE-2023-50387).
/// </summary>
internal sealed class SignatureCheck(DateTimeOffset now)
{
    /// <summary>Cryptographic checks in one examination; a sound chain needs two for each zone and one for each name.</summary>
    public const int MaxTries = 48;

    private int _tries;

    /// <summary>The first signature that holds, or why none does.</summary>
    public SetVerdict Verify(RecordSet set, ZoneKeys zone)
    {
        SetVerdict? verdict = null;
        foreach (var signature in set.Signatures.Where(signature => signature.Signer.Equals(zone.Zone)))
        {
            var next = VerifyOne(set, signature, zone);
            if (next is SetVerdict.Verified)
            {
                return next;
            }

            verdict ??= next;
        }

        return verdict ?? new SetVerdict.Failed(set.Signatures.Count == 0 ? "has no signature" : $"is not signed by {zone.Zone}");
    }

    private SetVerdict VerifyOne(RecordSet set, SignatureData signature, ZoneKeys zone)
    {
        var owner = CanonicalForm.SignedOwner(set.Owner, signature.Labels);
        if (FaultOf(signature, owner) is { } fault)
        {
            return new SetVerdict.Failed(fault);
        }

        var keys = zone.Keys.Where(key => key.MaySign && key.Tag == signature.KeyTag && key.Algorithm == signature.Algorithm).ToList();
        if (keys.Count == 0)
        {
            return new SetVerdict.Failed($"is signed by a key that {zone.Zone} does not have");
        }

        return keys.Exists(key => Holds(set, signature, owner!, key))
            ? new SetVerdict.Verified(set, signature, !owner!.Equals(set.Owner))
            : new SetVerdict.Failed(_tries < MaxTries ? "has a wrong signature" : "has too many signatures to check");
    }

    private string? FaultOf(SignatureData signature, DnsName? signedOwner)
    {
        var (begin, end) = (SerialTime.Near(signature.Inception, now), SerialTime.Near(signature.Expiration, now));
        return signedOwner is null ? "has a malformed signature"
            : end < begin ? "has a signature that ends before it begins"
            : now < begin ? $"has a signature that holds from {begin:u} only"
            : now > end ? $"has a signature that ran out at {end:u}"
            : SignatureAlgorithm.IsSupported(signature.Algorithm) ? null
            : $"is signed with algorithm {(byte)signature.Algorithm}, which is not used here";
    }

    private bool Holds(RecordSet set, SignatureData signature, DnsName owner, KeyData key) =>
        _tries++ < MaxTries && SignatureAlgorithm.Verify(key, CanonicalForm.Write(set, signature, owner), signature.Signature.Span);
}
