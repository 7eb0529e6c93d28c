using System.Net.Security;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;

namespace ToxMail.Core.Tls;

/// <summary>
/// The certificate that the mail servers show from the next handshake on. A fault never ends the node: the last usable certificate
/// stays in use, without one there is no TLS, and <see cref="Status"/> says what is wrong.
/// </summary>
public sealed partial class TlsCertificates : IDisposable
{
    private readonly OwnCertificate? _own;
    private readonly IssuedCertificate _issued;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private volatile ServerCertificate? _server;
    private volatile TlsStatus _status = TlsStatus.Unknown;

    /// <param name="options">Whose certificate it is.</param>
    /// <param name="folder">Where CA and certificate are kept; it exists.</param>
    /// <param name="names">What the certificate is for.</param>
    /// <param name="time">The clock that renewals go by.</param>
    /// <param name="logger">Hears of renewals and faults.</param>
    public TlsCertificates(TlsOptions options, string folder, ServerNames names, TimeProvider time, ILogger<TlsCertificates> logger)
    {
        _own = options.Certificate is { } certificate ? new OwnCertificate(certificate, options.Key ?? certificate) : null;
        _issued = new IssuedCertificate(new TlsFolder(folder), names, logger);
        (_time, _logger) = (time, logger);
        Offer = new TlsOffer(HandshakeOptions, () => Status.Fault ?? "There is no certificate.");
    }

    /// <summary>What the line servers ask at each handshake.</summary>
    public TlsOffer Offer { get; }

    /// <summary>Looks at the files of the user's own certificate: what is wrong with them, or null.</summary>
    public static string? OwnFault(TlsOptions options) =>
        options.Certificate is { } certificate ? new OwnCertificate(certificate, options.Key ?? certificate).Read().Fault : null;

    /// <summary>How it stands since the last <see cref="Refresh"/>.</summary>
    public TlsStatus Status => _status;

    /// <summary>Reads, makes or renews the certificate as needed. Quick when nothing is to be done.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            var reading = _own?.Read() ?? _issued.Read(_time.GetUtcNow());
            var leaf = reading.Server?.Leaf;
            if (reading.Fault is not null && reading.Fault != _status.Fault)
            {
                LogFault(reading.Fault);
            }

            _server = reading.Server;
            _status = new TlsStatus(reading.Authority, leaf is null ? [] : ServerNames.Of(leaf).All, leaf?.NotAfter, reading.Fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _issued.Dispose();

    private SslServerAuthenticationOptions? HandshakeOptions() => _server is { } server
        ? new SslServerAuthenticationOptions
        {
            ServerCertificateContext = server.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
        }
        : null;

    [LoggerMessage(LogLevel.Error, "{Fault}")]
    private partial void LogFault(string fault);
}
