using System.Net;

namespace ToxMail.Core.Net;

/// <summary>What a line server needs to know about its listener.</summary>
internal sealed record LineServerSettings
{
    /// <summary>Its name on the <see cref="ListenerBoard"/>.</summary>
    public required string Name { get; init; }

    public required IPEndPoint EndPoint { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required int MaxSessions { get; init; }

    /// <summary>Set where clients speak TLS from the first octet.</summary>
    public TlsOffer? ImplicitTls { get; init; }

    /// <summary>Whether what is said goes into the log; see <see cref="Net.Transcript"/>.</summary>
    public bool Transcript { get; init; }

    /// <summary>What a client is told when <see cref="MaxSessions"/> are there already.</summary>
    public required string BusyLine { get; init; }
}
