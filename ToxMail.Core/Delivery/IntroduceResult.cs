namespace ToxMail.Core.Delivery;

/// <summary>Whether two contacts could be introduced to each other.</summary>
public enum IntroduceResult
{
    Done,

    /// <summary>One of them is no contact who accepted.</summary>
    NotContacts,

    /// <summary>They are one person.</summary>
    SamePerson,

    /// <summary>The first one's mail card is not known: its node has not shown it yet.</summary>
    NoCard,

    /// <summary>The second one's is not.</summary>
    NoCardOfOther,
}
