namespace ToxMail.Core.Store.KnownNames;

/// <summary>What the last look at a name found that the user publishes. The numbers are stored: add, never renumber.</summary>
public enum OwnNameState
{
    /// <summary>Not looked up yet, or the lookup failed.</summary>
    Unknown = 0,

    /// <summary>There is no usable record.</summary>
    Missing = 1,

    /// <summary>The record holds the Tox ID of somebody else.</summary>
    OtherKey = 2,

    /// <summary>The record is right, but nothing proves it.</summary>
    Unproved = 3,

    /// <summary>The record is right and proved: the name may be used as an address of one's own.</summary>
    Proved = 4,

    /// <summary>The domain is signed, and the answer does not verify.</summary>
    Bogus = 5,
}
