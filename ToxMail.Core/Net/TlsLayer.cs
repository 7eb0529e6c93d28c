using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;

namespace ToxMail.Core.Net;

/// <summary>TLS over a connection's pipes, from the handshake to the close_notify.</summary>
internal sealed class TlsLayer : IAsyncDisposable
{
    private readonly SslStream _stream;

    private TlsLayer(SslStream stream)
    {
        _stream = stream;
        Input = PipeReader.Create(stream);
        Output = PipeWriter.Create(stream);
    }

    /// <summary>What the client says, deciphered.</summary>
    internal PipeReader Input { get; }

    /// <summary>What it is told, before it is enciphered.</summary>
    internal PipeWriter Output { get; }

    /// <summary>Shakes hands with the client; null when that failed.</summary>
    internal static async Task<TlsLayer?> AcceptAsync(IDuplexPipe transport, SslServerAuthenticationOptions options, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new DuplexStream(transport));
        try
        {
            await stream.AuthenticateAsServerAsync(options, cancellationToken);
            return new TlsLayer(stream);
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException or OperationCanceledException)
        {
            await stream.DisposeAsync();
            return null;
        }
    }

    /// <summary>Says goodbye: the close_notify tells the client that nothing was cut off (RFC 8446 6.1).</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.ShutdownAsync();
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            // The client left first.
        }

        await _stream.DisposeAsync();
    }
}
