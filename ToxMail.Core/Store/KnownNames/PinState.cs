namespace ToxMail.Core.Store.KnownNames;

/// <summary>What the last look at a pinned name found. The numbers are stored: add, never renumber.</summary>
public enum PinState
{
    /// <summary>The pinned key, or another one that the user declined.</summary>
    Same = 0,

    /// <summary>Another key: the user has to decide. Mail goes on to the pinned one.</summary>
    Changed = 1,

    /// <summary>An answer without the proof that this name, or its domain, had before, or with a broken one.</summary>
    Bogus = 2,

    /// <summary>No Tox ID any more. The contact stays.</summary>
    Gone = 3,
}
