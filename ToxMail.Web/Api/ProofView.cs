using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Web.Api;

/// <summary>The signed records from a trust anchor to a name, as anybody can check them again.</summary>
internal sealed record ProofView(string Zone, DateTimeOffset ProvedAt, DateTimeOffset ValidUntil, string Records)
{
    public static ProofView Of(NameProof proof) => new(proof.Zone, proof.ProvedAt, proof.ValidUntil, Convert.ToBase64String(proof.Records.Span));
}
