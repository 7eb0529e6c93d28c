namespace ToxMail.Core.Names.Resolver;

/// <summary>Carries questions to one server and its answers back, one at a time. Knows nothing of what they say.</summary>
internal interface IResolverTransport : IAsyncDisposable
{
    /// <summary>A connection to the server came about at least once: it is there, whatever it does then.</summary>
    bool HasReached { get; }

    /// <summary>What a question is padded to a multiple of, where others see no more of it than its length; 0 for none (RFC 8467).</summary>
    int PaddingBlock { get; }

    /// <summary>The octets that came for an answer, at most 65,535, not looked at in any way.</summary>
    /// <exception cref="IOException">The connection failed or was closed. Also <see cref="System.Net.Sockets.SocketException"/>,
    /// <see cref="HttpRequestException"/>, <see cref="System.Security.Authentication.AuthenticationException"/>,
    /// <see cref="MailKit.Net.Proxy.ProxyProtocolException"/> and <see cref="InvalidDataException"/>: <see cref="TransportFaults"/> knows them all.</exception>
    ValueTask<ReadOnlyMemory<byte>> ExchangeAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken);
}
