namespace ToxMail.Web.Clients;

/// <summary>How a client's connection to a server is encrypted.</summary>
public enum Encryption
{
    /// <summary>Not at all: fine on loopback.</summary>
    None,

    /// <summary>By STARTTLS or STLS on a connection that begins in plain text.</summary>
    Upgrade,

    /// <summary>From the first byte.</summary>
    Implicit,
}
