using System.Net;

namespace ToxMail.Core.Smtp;

/// <summary>Where the submission server listens: <c>ToxMail:Smtp</c>.</summary>
public sealed record SmtpOptions
{
    /// <summary>Off: no submission server at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The address to listen on; one that is not loopback needs <see cref="AllowRemote"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port that speaks plain text and STARTTLS; 0 takes any free one.</summary>
    public ushort Port { get; init; } = 2525;

    /// <summary>The port with TLS from the first byte; 0 is off.</summary>
    public ushort TlsPort { get; init; }

    /// <summary>The user's word that other machines may reach this server.</summary>
    public bool AllowRemote { get; init; }
}
