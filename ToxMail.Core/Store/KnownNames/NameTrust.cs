namespace ToxMail.Core.Store.KnownNames;

/// <summary>How sure it is that a name in DNS leads to a key. Stored by number.</summary>
public enum NameTrust
{
    /// <summary>Found in DNS without proof: could have been changed on the way.</summary>
    Unverified = 0,

    /// <summary>A contact named the key.</summary>
    Introduced = 1,

    /// <summary>Signed link by link up to a trust anchor (DNSSEC).</summary>
    Proved = 2,

    /// <summary>The user compared the key.</summary>
    Confirmed = 3,

    /// <summary>The name now leads to another key than the pinned one.</summary>
    Changed = 4,

    /// <summary>The name was proved, or its domain is signed, and the answer is not or is wrong.</summary>
    Bogus = 5,
}
