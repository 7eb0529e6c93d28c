using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;

namespace ToxMail.Tests.Messages;

/// <summary>The people in these tests, and mails on their way between them.</summary>
internal static class Cast
{
    internal static readonly OwnIdentity Alice = new(new ToxId(PublicKey.Parse(string.Concat(Enumerable.Repeat("A11CE0", 10)) + "0001"), 0x11111111));
    internal static readonly OwnIdentity Bob = new(new ToxId(PublicKey.Parse(string.Concat(Enumerable.Repeat("B0B000", 10)) + "0002"), 0x22222222));
    internal static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Alice sends; she knows Bob as <c>bob</c>.</summary>
    internal static SubmissionContext Submission { get; } = new()
    {
        Own = Alice,
        FindAlias = alias => string.Equals(alias, "bob", StringComparison.OrdinalIgnoreCase) ? Bob.PublicKey : null,
        Time = new FakeTimeProvider(Noon),
        NewMessageIdToken = () => "token",
    };

    /// <summary>Bob receives from Alice.</summary>
    internal static ArrivalContext Arrival { get; } = new()
    {
        Sender = Alice.PublicKey,
        Own = Bob,
        Now = Noon,
        ReturnPath = Alice.Address.ToString(),
        Route = ArrivalRoute.Direct,
        QueueId = "0123abcd",
    };

    /// <summary>Takes a mail apart as SMTP and Delivery do.</summary>
    internal static (ReadOnlyMemory<byte> Header, byte[] Body) Split(byte[] mail)
    {
        var reader = new HeaderBlockReader(HeaderBlockReader.DefaultLimit);
        var taken = reader.Append(mail);
        reader.Complete();
        return reader.State == HeaderBlockState.TooLarge
            ? throw new InvalidOperationException("The headers are too large.")
            : (reader.Header, [.. reader.HeldBody.Span, .. mail.AsSpan(taken)]);
    }

    /// <summary>A whole mail as Alice's node would store it.</summary>
    internal static byte[] Submit(byte[] mail) => Submit(mail, Submission);

    internal static byte[] Submit(byte[] mail, SubmissionContext context)
    {
        var (header, body) = Split(mail);
        return SubmissionHeaders.Rewrite(header, context) is SubmissionResult.Accepted accepted
            ? [.. accepted.Header.Span, .. body]
            : throw new InvalidOperationException("The mail was refused.");
    }

    /// <summary>The same with texts; a line feed stands for CRLF. Date and Message-ID are given, so that nothing is added.</summary>
    internal static string Submit(string headers) =>
        Encoding.UTF8.GetString(Submit(Octets($"Date: x\nMessage-ID: <m@x>\n{headers}\nbody")))
            .Replace("\r\n", "\n", StringComparison.Ordinal)["Date: x\nMessage-ID: <m@x>\n".Length..^"\nbody".Length];

    /// <summary>A whole mail as Bob's node would store it.</summary>
    internal static byte[] Receive(byte[] mail) => Receive(mail, Arrival);

    internal static byte[] Receive(byte[] mail, ArrivalContext context)
    {
        var (header, body) = Split(mail);
        return [.. ArrivalHeaders.Rewrite(header, context).Header.Span, .. body];
    }

    internal static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));
}
