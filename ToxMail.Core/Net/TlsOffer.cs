using System.Net.Security;

namespace ToxMail.Core.Net;

/// <summary>
/// What the line servers need for TLS: asked anew for each handshake, so that a renewed certificate counts without a restart.
/// While none is registered, STARTTLS and STLS are not offered.
/// </summary>
public sealed record TlsOffer(Func<SslServerAuthenticationOptions> Options);
