using System.Net.Security;

namespace ToxMail.Core.Net;

/// <summary>
/// What the line servers need for TLS: asked anew for each handshake, so that a renewed certificate counts without a restart.
/// </summary>
/// <param name="Options">The options of a handshake; null while there is no certificate.</param>
/// <param name="Fault">Why there is none, in plain words.</param>
public sealed record TlsOffer(Func<SslServerAuthenticationOptions?> Options, Func<string> Fault)
{
    /// <summary>While it is false, STARTTLS and STLS are not offered and TLS ports stay closed.</summary>
    public bool IsReady => Options() is not null;
}
