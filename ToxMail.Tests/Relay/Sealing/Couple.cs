using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>The states two contacts keep of each other, and a link between them that is up while a test says so.</summary>
internal sealed class Couple : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly MailIdentity _alice = MailIdentity.Create();
    private readonly MailIdentity _bob = MailIdentity.Create();

    public Couple()
    {
        AliceParties = new PairParties(_alice, Key(1), Key(2));
        BobParties = new PairParties(_bob, Key(2), Key(1));
        Alice = PairState.New(AliceParties);
        Bob = PairState.New(BobParties);
    }

    public PairParties AliceParties { get; }

    public PairParties BobParties { get; }

    public PairState Alice { get; set; }

    public PairState Bob { get; set; }

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>Two contacts that have met.</summary>
    public static Couple Met()
    {
        var couple = new Couple();
        couple.Meet();
        return couple;
    }

    /// <summary>Both are online until all is said.</summary>
    public void Meet() => MeetUntil(() => false);

    /// <summary>Both are online until the link is cut. Frames to Bob travel faster.</summary>
    public void MeetUntil(Func<bool> isCut)
    {
        Queue<byte[]> toAlice = new(Bob.Greet(Now));
        Queue<byte[]> toBob = new(Alice.Greet(Now));
        for (var frames = 0; !isCut() && toAlice.Count + toBob.Count > 0; frames++)
        {
            Assert.True(frames < 200, "They never stop talking.");
            if (toBob.Count > 0)
            {
                Pass(toBob.Dequeue(), Bob, toAlice);
            }
            else
            {
                Pass(toAlice.Dequeue(), Alice, toBob);
            }
        }
    }

    /// <summary>A card of Bob's Tox key and these mail keys.</summary>
    public MailCard BobsCard(MailIdentity keys) => MailCard.Of(keys, new ToxId(BobParties.OwnTox, 7));

    public EnvelopeContent Mail(string text) => new()
    {
        Kind = EnvelopeKind.Mail,
        MailId = MailId.New(),
        Created = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds()),
        Payload = System.Text.Encoding.UTF8.GetBytes(text),
    };

    public SealedEnvelope AliceSeals(string text) => AliceSeals(Mail(text));

    public SealedEnvelope AliceSeals(EnvelopeContent content, EnvelopeClass size = EnvelopeClass.Small) =>
        Alice.Seal(content, size, Now, TimeSpan.FromDays(7)) ?? throw new InvalidOperationException("Alice cannot seal.");

    public OpenedEnvelope? BobOpens(SealedEnvelope envelope) => BobOpens(envelope.Bytes);

    public OpenedEnvelope? BobOpens(byte[] envelope) => Opens(Bob, envelope, Now);

    public static OpenedEnvelope? Opens(PairState state, byte[] envelope, DateTimeOffset now) =>
        Envelope.TryReadHeader(envelope, out var header) && state.ExpectedTags(now).FirstOrDefault(tag => tag.Tag == header.Tag) is { Generation: > 0 } tag
            ? state.Open(envelope, tag)
            : null;

    public void Dispose()
    {
        Alice.Dispose();
        Bob.Dispose();
        _alice.Dispose();
        _bob.Dispose();
    }

    private void Pass(byte[] frame, PairState to, Queue<byte[]> replies)
    {
        Assert.InRange(frame.Length, 1, WireFormat.MaxPacket - 2);
        var outcome = to.Receive(frame, Now);
        Assert.False(outcome.IsMalformed);
        outcome.Replies.ToList().ForEach(replies.Enqueue);
    }

    private static PublicKey Key(byte value) => new([.. Enumerable.Repeat(value, PublicKey.Size)]);
}
