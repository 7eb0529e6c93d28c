namespace ToxMail.Core.Names.Dnssec;

/// <summary>What a signed zone shows about a name below it for which there is no DS.</summary>
internal enum CutProof
{
    /// <summary>Nothing.</summary>
    NotShown,

    /// <summary>The name is not handed to another zone.</summary>
    NoCut,

    /// <summary>The name is, or with opt-out may be, handed to a zone without keys.</summary>
    UnsignedCut,
}
