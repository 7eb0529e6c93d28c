using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Resolver;

/// <summary>What came of a question to a resolver.</summary>
internal abstract record ServerReply
{
    private ServerReply()
    {
    }

    /// <summary>An answer to this very question; what it says may still be anything.</summary>
    /// <param name="Message">The answer.</param>
    /// <param name="Octets">How long it was.</param>
    internal sealed record Answer(DnsMessage Message, int Octets) : ServerReply;

    /// <summary>None, and why, for people; <paramref name="AskAgain"/> when a second try may help within seconds.</summary>
    internal sealed record Failed(NameFault Fault, string Why, bool AskAgain) : ServerReply;
}
