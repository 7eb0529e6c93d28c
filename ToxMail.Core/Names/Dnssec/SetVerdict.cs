namespace ToxMail.Core.Names.Dnssec;

/// <summary>What came of checking the signatures over a record set.</summary>
internal abstract record SetVerdict
{
    private SetVerdict()
    {
    }

    /// <param name="Set">What is signed.</param>
    /// <param name="Signature">The signature that holds.</param>
    /// <param name="IsExpanded">The records came from a wildcard: true only when it is shown too that there is no nearer name (RFC 4035 5.3.4).</param>
    public sealed record Verified(RecordSet Set, SignatureData Signature, bool IsExpanded) : SetVerdict;

    /// <param name="Why">For people: "has no signature".</param>
    public sealed record Failed(string Why) : SetVerdict;
}
