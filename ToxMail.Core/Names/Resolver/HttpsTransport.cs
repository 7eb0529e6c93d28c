using System.Net;
using System.Net.Http.Headers;

namespace ToxMail.Core.Names.Resolver;

/// <summary>Questions over HTTPS (RFC 8484), by POST.</summary>
internal sealed class HttpsTransport(Uri server, HttpMessageInvoker client) : IResolverTransport
{
    private const string MediaType = "application/dns-message";

    public bool HasReached { get; private set; }

    public int PaddingBlock => Dns.DnsQuery.PaddingBlock;

    /// <summary>A client that connects through the dialer, follows no redirection and keeps no cookies. HTTP/2 where the server has it: some have nothing else.</summary>
    internal static HttpMessageInvoker ClientFor(Uri server, ResolverCertificate certificate, Dialer dialer) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        SslOptions = certificate.OptionsFor(server.IdnHost.Trim('[', ']')),
        ConnectCallback = async (context, cancellationToken) =>
            await dialer.ConnectAsync(context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port, cancellationToken),
    });

    public async ValueTask<ReadOnlyMemory<byte>> ExchangeAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        using var request = RequestFor(question);
        using var response = await client.SendAsync(request, cancellationToken);
        HasReached = true;
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != MediaType)
        {
            throw new InvalidDataException($"it answers with HTTP {(int)response.StatusCode} and no DNS message");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await ReadAsync(body, cancellationToken);
    }

    /// <summary>The client belongs to the server and outlives this lookup.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private HttpRequestMessage RequestFor(ReadOnlyMemory<byte> question)
    {
        var content = new ReadOnlyMemoryContent(question);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        var request = new HttpRequestMessage(HttpMethod.Post, server)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaType));
        return request;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        // One more than a message may have, which shows that there is more.
        var message = new byte[ushort.MaxValue + 1];
        var length = await body.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= ushort.MaxValue ? message.AsMemory(0, length).ToArray() : throw new InvalidDataException("the answer is longer than a DNS message may be");
    }
}
