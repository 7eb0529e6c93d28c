namespace ToxMail.Core.Tox;

/// <summary><c>Tox_Connection</c>: how a contact, or the network, is reached. On our own side only online or offline is reliable.</summary>
public enum ToxConnection
{
    None,

    /// <summary>Through a TCP relay.</summary>
    Tcp,

    /// <summary>Directly.</summary>
    Udp,
}
