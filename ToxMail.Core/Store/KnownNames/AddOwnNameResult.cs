namespace ToxMail.Core.Store.KnownNames;

/// <summary>What became of a name the user wants to publish.</summary>
public enum AddOwnNameResult
{
    Added,

    /// <summary>It was there.</summary>
    AlreadyThere,

    /// <summary>More than <see cref="OwnNames.Limit"/>.</summary>
    TooMany,
}
