namespace ToxMail.Core.Messages;

/// <summary>How a mail reached this node, for its Received line.</summary>
public enum ArrivalRoute
{
    /// <summary>Over a Tox link from the sender.</summary>
    Direct,

    /// <summary>Kept for us by a relay.</summary>
    Relay,

    /// <summary>From the user to himself.</summary>
    Local,
}
