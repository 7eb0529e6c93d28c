namespace ToxMail.Core.Relay;

/// <summary>Whether mail can be sealed for a contact.</summary>
public enum MailKeysState
{
    /// <summary>No keys agreed on: both have to be online at once first.</summary>
    None,

    Agreed,

    /// <summary>The contact shows other mail keys than before; the user has to accept them.</summary>
    Changed,

    /// <summary>The user was given a card with other mail keys than those that count; he has to accept it or not.</summary>
    CardDiffers,

    /// <summary>There is a card and the two have not been online at once since: a first letter reaches the contact, and nothing else.</summary>
    CardOnly,
}
