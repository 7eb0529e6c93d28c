using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// All keys shared with one contact: <c>docs/protocol.md</c> §6.1 and §6.2. Not safe for two threads at once. Whoever drives it saves it before anything that depends on a change leaves the node.
/// </summary>
internal sealed class PairState : IDisposable
{
    private readonly PairParties _parties;

    private PairState(PairParties parties) => _parties = parties;

    /// <summary>The contact's mail keys; null until it showed them.</summary>
    public MailKeys? PeerKeys { get; }

    /// <summary>Other mail keys that the contact shows now and that the user has not accepted.</summary>
    public MailKeys? NewPeerKeys { get; }

    public static PairState New(PairParties parties) => new(parties);

    /// <summary>Reads what <see cref="Save"/> wrote; null when it is anything else.</summary>
    public static PairState? Load(ReadOnlySpan<byte> saved, PairParties parties) => throw new NotImplementedException();

    public byte[] Save() => throw new NotImplementedException();

    /// <summary>Bodies of KEYS frames to send when the contact came online. Forgets an agreement that was under way; changes nothing that has to be saved.</summary>
    public IReadOnlyList<byte[]> Greet(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes the body of a KEYS frame.</summary>
    public KeysOutcome Receive(ReadOnlySpan<byte> body, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes the mail keys the contact shows now, and forgets all that was agreed on with the old ones.</summary>
    public void AcceptNewKeys() => throw new NotImplementedException();

    /// <summary>Whether <see cref="Seal"/> would give an envelope.</summary>
    public bool CanSeal(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Seals for the contact; null when it cannot: no keys agreed on yet, no prekey, today's tags used up, too much content. To be saved before the envelope leaves.</summary>
    public SealedEnvelope? Seal(EnvelopeContent content, EnvelopeClass size, DateTimeOffset now, TimeSpan life) => throw new NotImplementedException();

    /// <summary>All tags the contact may use.</summary>
    public IReadOnlyList<ExpectedTag> ExpectedTags(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Opens an envelope with one of <see cref="ExpectedTags"/>; null when it is not the contact's, was altered, or its one-time key is spent. To be saved.</summary>
    public OpenedEnvelope? Open(ReadOnlySpan<byte> envelope, ExpectedTag tag) => throw new NotImplementedException();

    /// <summary>Erases a one-time key, once what it opened is durable. To be saved.</summary>
    public void Spend(uint prekeyId) => throw new NotImplementedException();

    /// <summary>Steps keys over days and forgets what is too old. True: to be saved.</summary>
    public bool Advance(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>After a restored backup: seals nothing until new keys are agreed on, for what was used since the backup is not known.</summary>
    public void JumpGeneration() => throw new NotImplementedException();

    public void Dispose() => _ = _parties;
}
