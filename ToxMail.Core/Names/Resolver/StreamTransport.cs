using System.Net;
using System.Net.Security;

namespace ToxMail.Core.Names.Resolver;

/// <summary>
/// Questions over TCP (RFC 7766), or TLS on it (RFC 7858). The connection is kept for the next question, as RFC 7766 6.2.1 wants it, and given up at the first
/// thing that goes wrong, so that a late answer never meets the next question.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="tls">How to greet it over TLS; null for plain TCP.</param>
/// <param name="dialer">Connects.</param>
internal sealed class StreamTransport(IPEndPoint server, SslClientAuthenticationOptions? tls, Dialer dialer) : IResolverTransport
{
    private Stream? _connection;

    public bool HasReached { get; private set; }

    public int PaddingBlock => tls is null ? 0 : Dns.DnsQuery.PaddingBlock;

    public async ValueTask<ReadOnlyMemory<byte>> ExchangeAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await OpenAsync(cancellationToken);
            await MessageFraming.WriteAsync(_connection, question, cancellationToken);
            return await MessageFraming.ReadAsync(_connection, cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = await dialer.ConnectAsync(server.Address.ToString(), server.Port, cancellationToken);
        HasReached = true;
        return tls is null ? stream : await SecureAsync(stream, tls, cancellationToken);
    }

    private static async Task<Stream> SecureAsync(Stream stream, SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(options, cancellationToken);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }
}
