namespace ToxMail.Core.Relay.Intros;

/// <summary>What people read about intros.</summary>
internal static class IntroWords
{
    /// <summary>At the row of the mail.</summary>
    internal const string TooLong = "Too long for a first letter: the recipient is told that it waits, and it goes once you have both been online.";
}
