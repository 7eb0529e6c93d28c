using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>What an answer is worth, once what was known of the domain before is taken into account.</summary>
public abstract record NameFinding(string Why)
{
    /// <summary>A Tox ID, signed link by link up to a trust anchor.</summary>
    public sealed record Proved(ToxId Id, NameProof Proof, string Why) : NameFinding(Why);

    /// <summary>A Tox ID that somebody on the way could have put in.</summary>
    public sealed record Unverified(ToxId Id, string Why) : NameFinding(Why);

    /// <summary>The domain is signed, or was, and the answer is not or is wrong: nobody's word is taken.</summary>
    public sealed record Bogus(string Why) : NameFinding(Why);

    /// <summary>No Tox ID.</summary>
    public sealed record Absent(NameFault Fault, string Why) : NameFinding(Why);

    /// <summary>It could not be found out; another try may.</summary>
    public sealed record Failed(NameFault Fault, string Why) : NameFinding(Why);

    /// <summary>The Tox ID that was found, whatever it is worth; null when none was.</summary>
    public ToxId? FoundId => this switch
    {
        Proved proved => proved.Id,
        Unverified unverified => unverified.Id,
        _ => null,
    };

    /// <summary>Judges an answer. A domain that was signed is never again believed without a proof: else who strips the signatures has won.</summary>
    internal static NameFinding Of(NameAnswer answer, bool domainWasSigned) => answer switch
    {
        NameAnswer.Found { Proof: { } proof } found => new Proved(found.Id, proof, found.Why),
        NameAnswer.Found when domainWasSigned => new Bogus("names of this domain were proved by DNSSEC before, and this answer is not"),
        NameAnswer.Found found => new Unverified(found.Id, found.Why),
        NameAnswer.NotFound { Fault: NameFault.Bogus } bogus => new Bogus(bogus.Why),
        NameAnswer.NotFound { Later: true } failed => new Failed(failed.Fault, failed.Why),
        NameAnswer.NotFound absent => new Absent(absent.Fault, absent.Why),
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer."),
    };
}
