using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Resolver;

/// <summary>What an answer is kept under: also whom it is from, so that the answer of one server is never taken for another's.</summary>
internal sealed record CachedQuestion(ResolverAddress Server, DnsName Name, DnsType Type, bool CheckingDisabled);
