namespace ToxMail.Core.Relay;

/// <summary>Whether mail can be sealed for a contact.</summary>
public enum MailKeysState
{
    /// <summary>No keys agreed on: both have to be online at once first.</summary>
    None,

    Agreed,

    /// <summary>The contact shows other mail keys than before; the user has to accept them.</summary>
    Changed,
}
