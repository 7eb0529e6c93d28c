namespace ToxMail.Core.Store.Relaying;

/// <summary>What became of a contact's word that a mail waits.</summary>
internal enum AnnouncementOutcome
{
    /// <summary>The user knows, now or from before, or has the mail already. It is durable.</summary>
    Known,

    /// <summary>It is over already, or one too many of this contact: it is not told.</summary>
    Dropped,

    /// <summary>There is no room on the disk: it is to be tried again.</summary>
    NoRoom,
}
