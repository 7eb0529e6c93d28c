namespace ToxMail.Core.Relay;

/// <summary>What this node carries for others.</summary>
public enum RelayMode
{
    /// <summary>Carries for its contacts: the default.</summary>
    Contacts,

    /// <summary>Carries nothing and has nothing carried; mail waits for both ends to be online.</summary>
    Off,

    /// <summary>A store node: always on, takes everything its contacts offer, pushes nothing.</summary>
    Store,
}
