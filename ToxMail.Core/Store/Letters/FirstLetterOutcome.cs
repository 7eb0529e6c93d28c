namespace ToxMail.Core.Store.Letters;

/// <summary>What becomes of a first letter.</summary>
internal enum FirstLetterOutcome
{
    /// <summary>Its author is a contact: it is mail.</summary>
    IsMail,

    /// <summary>It waits for the user.</summary>
    Waits,

    /// <summary>It is not wanted, or is here already.</summary>
    Dropped,

    /// <summary>Too many people wait.</summary>
    NoRoom,
}
