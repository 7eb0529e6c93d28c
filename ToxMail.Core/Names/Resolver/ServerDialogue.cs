using System.Security.Cryptography;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Resolver;

/// <summary>One lookup's questions to one server.</summary>
internal sealed class ServerDialogue(ResolverServer server) : IAsyncDisposable
{
    private readonly IResolverTransport _transport = server.Open();

    internal ResolverServer Server => server;

    /// <summary>There was a connection, so that another server is not asked instead.</summary>
    internal bool HasReached => _transport.HasReached;

    internal async Task<ServerReply> AskAsync(DnsName name, DnsType type, bool checkingDisabled, CancellationToken cancellationToken)
    {
        // RFC 8484 4.1 would have 0 over HTTPS, for caches on the way; we ask by POST, which none keeps.
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var question = DnsQuery.Write(id, name, type, _transport.PaddingBlock, checkingDisabled);
        try
        {
            var octets = await server.Try.ExecuteAsync(token => _transport.ExchangeAsync(question, token), cancellationToken);
            return Judge(octets, id, name, type);
        }
        catch (Exception exception) when (TransportFaults.Of(exception, server.Address, server.Proxy) is { } failed)
        {
            return failed;
        }
    }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private ServerReply Judge(ReadOnlyMemory<byte> octets, ushort id, DnsName name, DnsType type)
    {
        var fault = DnsMessageReader.TryRead(octets, out var message) ? AnswerCheck.FaultOf(message, id, name, type) : "it cannot be read";
        return message is not null && fault is null
            ? new ServerReply.Answer(message, octets.Length)
            : new ServerReply.Failed(NameFault.ResolverFailed, $"the resolver {server.Address} sent an answer that is not taken: {fault}", AskAgain: false);
    }
}
