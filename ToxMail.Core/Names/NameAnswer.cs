using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>What a lookup of <c>user@domain</c> found.</summary>
public abstract record NameAnswer
{
    private NameAnswer()
    {
    }

    /// <summary>A Tox ID.</summary>
    public sealed record Found : NameAnswer
    {
        public required ToxId Id { get; init; }

        /// <summary>The DNSSEC proof when there is one.</summary>
        public required NameProof? Proof { get; init; }

        /// <summary>For people: who vouches for it, or why nobody does.</summary>
        public required string Why { get; init; }

        /// <summary>The record carries the <c>sign</c> of old name servers; nothing is trusted by it.</summary>
        public required bool HasRecordSignature { get; init; }
    }

    /// <summary>No Tox ID. <paramref name="Why"/> is for people; asking again later may help when <paramref name="Later"/>.</summary>
    public sealed record NotFound(NameFault Fault, string Why, bool Later) : NameAnswer;
}
