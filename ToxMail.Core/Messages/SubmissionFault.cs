namespace ToxMail.Core.Messages;

/// <summary>Why a submitted mail's headers cannot be taken.</summary>
public enum SubmissionFault
{
    /// <summary>From names someone who is not the user.</summary>
    FromNotOwn,

    /// <summary>There is a From, but no address can be read in it.</summary>
    FromUnreadable,

    /// <summary>The headers would be larger than <see cref="HeaderBlockReader.DefaultLimit"/>.</summary>
    TooLarge,
}
