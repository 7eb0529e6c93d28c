namespace ToxMail.Core.Store.KnownNames;

/// <summary>Signed records from a trust anchor down to the record of a name: everything another node needs to check it again.</summary>
/// <param name="Zone">The zone that signed the record, without the final dot.</param>
/// <param name="ProvedAt">When it was checked.</param>
/// <param name="ValidUntil">When the first signature of the chain runs out.</param>
/// <param name="Records">The chain as DNS records in wire format (in the manner of RFC 9102), 1.4 to 3.1 kB as a rule.</param>
public sealed record NameProof(string Zone, DateTimeOffset ProvedAt, DateTimeOffset ValidUntil, ReadOnlyMemory<byte> Records);
