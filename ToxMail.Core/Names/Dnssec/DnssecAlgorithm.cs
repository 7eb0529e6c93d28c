namespace ToxMail.Core.Names.Dnssec;

/// <summary>The signature algorithms that are used here (RFC 8624 3.1, without SHA-1 and DSA); any other keeps its number and proves nothing.</summary>
internal enum DnssecAlgorithm : byte
{
    /// <summary>RFC 5702.</summary>
    RsaSha256 = 8,

    /// <summary>RFC 5702.</summary>
    RsaSha512 = 10,

    /// <summary>RFC 6605.</summary>
    EcdsaP256 = 13,

    /// <summary>RFC 6605.</summary>
    EcdsaP384 = 14,

    /// <summary>RFC 8080.</summary>
    Ed25519 = 15,
}
