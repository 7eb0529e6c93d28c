using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Resolver;

/// <summary>
/// Whether a message answers the question that was asked (RFC 5452 9.1, RFC 7766 7). On a stream nobody but the server, or whoever is in its place, can put in another;
/// it is looked at all the same.
/// </summary>
internal static class AnswerCheck
{
    /// <summary>What is wrong with it, in words; null when it is the answer.</summary>
    internal static string? FaultOf(DnsMessage message, ushort id, DnsName name, DnsType type) =>
        !message.IsResponse ? "it is a question itself"
        : message.Id != id ? "it has another number than the question"
        : !message.QuestionName.Equals(name) || message.QuestionType != type ? "it answers another question"
        : message.Truncated ? "it is cut short, which no answer over TCP needs to be"
        : null;
}
