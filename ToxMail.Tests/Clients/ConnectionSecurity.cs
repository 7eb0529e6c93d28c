namespace ToxMail.Tests.Clients;

/// <summary>How a mail client protects its connection.</summary>
public enum ConnectionSecurity
{
    Plain,

    /// <summary>STARTTLS or STLS on the plain port.</summary>
    Upgrade,

    /// <summary>TLS from the first octet, on a port of its own.</summary>
    Implicit,
}
