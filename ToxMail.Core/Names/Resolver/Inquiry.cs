using Polly;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Resolver;

/// <summary>
/// One lookup's questions. They go to one server: to the next one of the system only while none was connected to, because a second server's word after a first
/// one's would let whoever can forge the second's overrule it.
/// </summary>
/// <param name="servers">Whom to ask, at least one.</param>
/// <param name="cache">Kept answers.</param>
/// <param name="fresh">Asks also what is known.</param>
/// <param name="again">Repeats a question whose failure allows it.</param>
internal sealed class Inquiry(IReadOnlyList<ResolverServer> servers, AnswerCache cache, bool fresh, ResiliencePipeline<ServerReply> again) : IAsyncDisposable
{
    private readonly List<(CachedQuestion Question, ServerReply.Answer Answer)> _heard = [];
    private ServerDialogue _dialogue = new(servers[0]);
    private int _current;

    /// <summary>
    /// The resolver would not give an answer without being told not to check it (RFC 4035 3.2.2): it may have found a bad signature.
    /// What we cannot prove ourselves then is not to be believed.
    /// </summary>
    internal bool IsDoubted { get; private set; }

    /// <summary>Some answer was a kept one.</summary>
    internal bool HasUsedCache { get; private set; }

    /// <summary>The server's answer, of whatever code but "server failure".</summary>
    internal async Task<ServerReply> AskAsync(DnsName name, DnsType type, CancellationToken cancellationToken)
    {
        var reply = await AskServerAsync(name, type, cancellationToken);
        if (IsFailure(reply) && !IsDoubted)
        {
            IsDoubted = true;
            reply = await AskServerAsync(name, type, cancellationToken);
        }

        return IsFailure(reply)
            ? new ServerReply.Failed(NameFault.ResolverFailed, $"the resolver {_dialogue.Server.Address} finds no answer for {name} (SERVFAIL)", AskAgain: false)
            : reply;
    }

    /// <summary>Keeps what was heard for later lookups.</summary>
    internal void Keep()
    {
        foreach (var (question, answer) in _heard)
        {
            cache.Keep(question, answer);
        }
    }

    public ValueTask DisposeAsync() => _dialogue.DisposeAsync();

    private static bool IsFailure(ServerReply reply) => reply is ServerReply.Answer { Message.Code: DnsRcode.ServerFailure };

    private async Task<ServerReply> AskServerAsync(DnsName name, DnsType type, CancellationToken cancellationToken)
    {
        var known = new CachedQuestion(_dialogue.Server.Address, name, type, IsDoubted);
        if (!fresh && cache.Find(known) is { } kept)
        {
            HasUsedCache = true;
            return kept;
        }

        var reply = await again.ExecuteAsync(async token => await TryAsync(name, type, token), cancellationToken);
        if (reply is ServerReply.Answer answer)
        {
            _heard.Add((new CachedQuestion(_dialogue.Server.Address, name, type, IsDoubted), answer));
        }

        return reply;
    }

    private async ValueTask<ServerReply> TryAsync(DnsName name, DnsType type, CancellationToken cancellationToken)
    {
        var reply = await _dialogue.AskAsync(name, type, IsDoubted, cancellationToken);
        if (reply is ServerReply.Failed && !_dialogue.HasReached && _current + 1 < servers.Count)
        {
            await _dialogue.DisposeAsync();
            _dialogue = new ServerDialogue(servers[++_current]);
        }

        return reply;
    }
}
