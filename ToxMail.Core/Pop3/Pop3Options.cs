using System.Net;

namespace ToxMail.Core.Pop3;

/// <summary>Where the maildrop server listens: <c>ToxMail:Pop3</c>.</summary>
public sealed record Pop3Options
{
    /// <summary>Off: no maildrop server at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The address to listen on; one that is not loopback needs <see cref="AllowRemote"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port that speaks plain text and STLS; 0 takes any free one.</summary>
    public ushort Port { get; init; } = 2626;

    /// <summary>The port with TLS from the first byte; 0 is off.</summary>
    public ushort TlsPort { get; init; }

    /// <summary>The user's word that other machines may reach this server.</summary>
    public bool AllowRemote { get; init; }
}
