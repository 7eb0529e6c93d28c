namespace ToxMail.Core.Net;

/// <summary>What a listener is doing.</summary>
public enum ListenerState
{
    /// <summary>Switched off, or the node is stopping.</summary>
    Off,

    /// <summary>Clients can connect.</summary>
    Listening,

    /// <summary>The port could not be opened; it is tried again every few seconds.</summary>
    Failed,
}
