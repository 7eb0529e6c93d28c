namespace ToxMail.Core.Names.Dns;

/// <summary>A message as far as a client needs it: one question and the records that answer it.</summary>
internal sealed record DnsMessage
{
    public required ushort Id { get; init; }

    /// <summary>QR: an answer, not a question.</summary>
    public required bool IsResponse { get; init; }

    /// <summary>TC: the server had more to say than the transport takes.</summary>
    public required bool Truncated { get; init; }

    /// <summary>AD: the resolver says that it has validated. Never trusted; the tests compare with it.</summary>
    public required bool Authenticated { get; init; }

    public required DnsRcode Code { get; init; }

    public required DnsName QuestionName { get; init; }

    public required DnsType QuestionType { get; init; }

    public required IReadOnlyList<DnsRecord> Answers { get; init; }

    public required IReadOnlyList<DnsRecord> Authorities { get; init; }
}
