using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Names;

/// <summary>Looks up <c>user@domain</c> in DNS. It decides nothing: what may be done with the answer is for whoever asks.</summary>
public sealed partial class NameLookup : IDisposable
{
    private readonly ResolverServers _servers;
    private readonly AnswerCache _cache;
    private readonly ResiliencePipeline _whole;
    private readonly ResiliencePipeline<ServerReply> _again;
    private readonly TrustAnchors _anchors;
    private readonly bool _isOff;
    private readonly TimeProvider _time;
    private readonly ILogger<NameLookup> _logger;

    /// <summary>Takes the options, and the proxy that all traffic has to go through, or null.</summary>
    public NameLookup(NamesOptions options, Uri? proxy, TimeProvider time, ILogger<NameLookup> logger)
    {
        var patience = proxy is null ? LookupPatience.Direct : LookupPatience.ThroughProxy;
        var dialer = new Dialer(proxy);
        var certificate = new ResolverCertificate(options.ResolverAuthorities);
        _servers = new ResolverServers(options.Resolver, address => new ResolverServer(address, dialer, certificate, patience, time));
        _cache = new AnswerCache(time);
        _whole = LookupPipelines.Whole(patience, time);
        _again = LookupPipelines.Again(time);
        _anchors = options.TrustAnchors;
        _isOff = options.Resolver is ResolverAddress.None;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// What DNS says of a name now, or said within the life of its records. Ends within ten seconds, through a proxy within thirty.
    /// </summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="fresh">Asks the resolver also for what is still known from before.</param>
    /// <param name="cancellationToken">Ends the lookup.</param>
    public async Task<NameAnswer> LookUpAsync(MailAddress name, bool fresh, CancellationToken cancellationToken)
    {
        if (!PublishedName.TryCreate(name, out var published, out var why))
        {
            return new NameAnswer.NotFound(NameFault.NotAName, $"it cannot be looked up: {why}", Later: false);
        }

        var answer = await AskAsync(published, fresh, cancellationToken);
        LogAnswer(published, answer);
        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _servers.Dispose();

    private async Task<NameAnswer> AskAsync(PublishedName name, bool fresh, CancellationToken cancellationToken)
    {
        var servers = _servers.Current();
        if (servers.Count == 0)
        {
            return _isOff
                ? new NameAnswer.NotFound(NameFault.SwitchedOff, "names are not looked up here: ToxMail:Names:Resolver is none", Later: true)
                : new NameAnswer.NotFound(NameFault.NoResolver, "there is nobody to ask: this machine has no DNS server set", Later: true);
        }

        try
        {
            return await _whole.ExecuteAsync(async token => await AskAsync(name, servers, fresh, token), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            return new NameAnswer.NotFound(NameFault.TimedOut, "the resolver did not give all answers in time", Later: true);
        }
    }

    private async Task<NameAnswer> AskAsync(PublishedName name, IReadOnlyList<ResolverServer> servers, bool fresh, CancellationToken cancellationToken)
    {
        var (answer, hasUsedCache) = await SearchAsync(name, servers, fresh, cancellationToken);

        // Signatures run out and keys change while answers are kept: what is wrong must be wrong when asked for anew.
        return IsBogus(answer) && hasUsedCache
            ? (await SearchAsync(name, servers, fresh: true, cancellationToken)).Answer
            : answer;
    }

    private async Task<(NameAnswer Answer, bool HasUsedCache)> SearchAsync(PublishedName name, IReadOnlyList<ResolverServer> servers, bool fresh, CancellationToken cancellationToken)
    {
        await using var inquiry = new Inquiry(servers, _cache, fresh, _again);
        try
        {
            var answer = await new NameSearch(name, inquiry, _anchors, _time).RunAsync(cancellationToken);
            if (!IsBogus(answer))
            {
                inquiry.Keep();
            }

            return (answer, inquiry.HasUsedCache);
        }
        catch (OperationCanceledException)
        {
            // What came in time need not be asked for again: with a slow resolver the next lookup gets to the end.
            inquiry.Keep();
            throw;
        }
    }

    private static bool IsBogus(NameAnswer answer) => answer is NameAnswer.NotFound { Fault: NameFault.Bogus };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Looked up {Name}: {Answer}")]
    private partial void LogAnswer(PublishedName name, NameAnswer answer);
}
