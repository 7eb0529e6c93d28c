namespace ToxMail.Core.Store.Outgoing;

/// <summary>The way a mail took. The numbers are stored: add, never renumber.</summary>
public enum MailVia
{
    /// <summary>Over a link to the sender or recipient.</summary>
    Direct = 0,

    /// <summary>Over relays.</summary>
    Relay = 1,

    /// <summary>Inside this node: mail to oneself, and notices.</summary>
    Local = 2,

    /// <summary>On its way in an intro, to somebody never met.</summary>
    Intro = 3,
}
