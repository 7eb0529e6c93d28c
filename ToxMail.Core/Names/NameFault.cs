namespace ToxMail.Core.Names;

/// <summary>Why a name gave no Tox ID.</summary>
public enum NameFault
{
    /// <summary>Cannot be a name: characters or lengths that no name here may have.</summary>
    NotAName,

    /// <summary>The domain does not exist.</summary>
    NoSuchDomain,

    /// <summary>The domain is there, but has no record for this user.</summary>
    NoSuchName,

    /// <summary>Several records with different Tox IDs.</summary>
    SeveralIds,

    /// <summary>The Tox ID in the record has a wrong checksum.</summary>
    WrongChecksum,

    /// <summary>A record that cannot be read, or of a version that is not used (tox2, tox3).</summary>
    BadRecord,

    /// <summary>The domain is signed, and the answer does not verify or has lost its signature.</summary>
    Bogus,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The resolver could not be reached, or answered with a failure or with nonsense.</summary>
    ResolverFailed,

    /// <summary>The proxy does not let the question through.</summary>
    ProxyRefused,

    /// <summary>There is no resolver to ask.</summary>
    NoResolver,

    /// <summary>The user wants no name looked up. What is known of names stays, and another setting may find them.</summary>
    SwitchedOff,
}
