using Polly;
using Polly.CircuitBreaker;

namespace ToxMail.Core.Names.Resolver;

/// <summary>One server, over all lookups: how it is reached, and whether it is left alone for a while because it failed.</summary>
internal sealed class ResolverServer : IDisposable
{
    private readonly Dialer _dialer;
    private readonly ResolverCertificate _certificate;
    private readonly HttpMessageInvoker? _http;

    internal ResolverServer(ResolverAddress address, Dialer dialer, ResolverCertificate certificate, LookupPatience patience, TimeProvider time)
    {
        Address = address;
        _dialer = dialer;
        _certificate = certificate;
        _http = address is ResolverAddress.Https https ? HttpsTransport.ClientFor(https.Server, certificate, dialer) : null;
        Try = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.9,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = TimeSpan.FromSeconds(15),
            })
            .AddTimeout(patience.Try)
            .Build();
    }

    internal ResolverAddress Address { get; }

    /// <summary>Runs each try: bounds its time, and refuses it while the server is left alone.</summary>
    internal ResiliencePipeline Try { get; }

    internal Uri? Proxy => _dialer.Proxy;

    /// <summary>A way to it for one lookup.</summary>
    internal IResolverTransport Open() => Address switch
    {
        ResolverAddress.Tcp tcp => new StreamTransport(tcp.Server, null, _dialer),
        ResolverAddress.Tls tls => new StreamTransport(tls.Server, _certificate.OptionsFor(tls.CertificateName), _dialer),
        ResolverAddress.Https https => new HttpsTransport(https.Server, _http!),
        _ => throw new InvalidOperationException("The system is not one server."),
    };

    public void Dispose() => _http?.Dispose();
}
