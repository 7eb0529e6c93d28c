using System.Net.Sockets;
using System.Security.Authentication;
using MailKit.Net.Proxy;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Names.Resolver;

/// <summary>Says in words what the exceptions mean that connections end with.</summary>
internal static class TransportFaults
{
    private const int MaxQuoted = 200;

    /// <summary>The failure, or null for an exception that is none of theirs.</summary>
    internal static ServerReply.Failed? Of(Exception exception, ResolverAddress server, Uri? proxy) => exception switch
    {
        HttpRequestException { InnerException: { } inner } when Of(inner, server, proxy) is { } failed => failed,
        TimeoutRejectedException => new(NameFault.TimedOut, $"the resolver {server} did not answer in time", AskAgain: true),
        BrokenCircuitException => new(NameFault.ResolverFailed, $"the resolver {server} failed several times and is left alone for some seconds", AskAgain: true),
        ProxyProtocolException refusal => new(NameFault.ProxyRefused, $"the proxy {proxy} does not connect to the resolver {server}: {FirstLine(refusal)}", AskAgain: true),
        SocketException unreachable => Unreachable(unreachable, server, proxy),
        AuthenticationException refusal => new(NameFault.ResolverFailed, $"the certificate of the resolver {server} is not accepted: {refusal.Message}", AskAgain: false),
        InvalidDataException nonsense => new(NameFault.ResolverFailed, $"the resolver {server} answered with nonsense: {nonsense.Message}", AskAgain: false),
        IOException or HttpRequestException => new(NameFault.ResolverFailed, $"the resolver {server} closed the connection without an answer", AskAgain: true),
        _ => null,
    };

    /// <summary>A proxy's refusal quotes what it sent, of any length and over any number of lines.</summary>
    private static string FirstLine(ProxyProtocolException refusal) => PeerText.Clean(refusal.Message.Split('\r', '\n')[0], MaxQuoted);

    /// <summary>What fails later on a connection is an IOException; with a proxy it is the proxy that was connected to.</summary>
    private static ServerReply.Failed Unreachable(SocketException exception, ResolverAddress server, Uri? proxy) => proxy is null
        ? new(NameFault.ResolverFailed, $"the resolver {server} could not be reached: {exception.Message}", AskAgain: true)
        : new(NameFault.ProxyRefused, $"the proxy {proxy} could not be reached: {exception.Message}", AskAgain: true);
}
