using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;

namespace ToxMail.Fuzz.Targets;

/// <summary>The people: Alice sends and knows Bob as <c>bob</c>, Bob receives.</summary>
internal static class Cast
{
    internal static readonly OwnIdentity Alice = new(new ToxId(PublicKey.Parse(string.Concat(Enumerable.Repeat("A11CE0", 10)) + "0001"), 0x11111111));
    internal static readonly OwnIdentity Bob = new(new ToxId(PublicKey.Parse(string.Concat(Enumerable.Repeat("B0B000", 10)) + "0002"), 0x22222222));

    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    internal static SubmissionContext Submission { get; } = new()
    {
        Own = Alice,
        FindAlias = alias => string.Equals(alias, "bob", StringComparison.OrdinalIgnoreCase) ? Bob.PublicKey : null,
        Time = TimeProvider.System,
        NewMessageIdToken = () => "token",
    };

    internal static ArrivalContext Arrival(string returnPath) => new()
    {
        Sender = Alice.PublicKey,
        Own = Bob,
        Now = Noon,
        ReturnPath = returnPath,
        Route = ArrivalRoute.Direct,
        QueueId = "0123abcd",
    };

    /// <summary>Takes a mail apart, octet by octet or in one piece.</summary>
    internal static (byte[] Header, byte[] Body) Split(byte[] mail, int piece)
    {
        var reader = new HeaderBlockReader();
        var taken = 0;
        while (taken < mail.Length && reader.State == HeaderBlockState.Reading)
        {
            taken += reader.Append(mail.AsSpan(taken, Math.Min(piece, mail.Length - taken)));
        }

        reader.Complete();
        return (reader.Header.ToArray(), [.. reader.HeldBody.Span, .. mail.AsSpan(taken)]);
    }
}
