namespace ToxMail.Core.Relay.Sealing;

/// <summary>What is kept of a pair: all that <see cref="PairStateCodec"/> writes.</summary>
internal sealed class PairKeys : IDisposable
{
    /// <summary>The contact's mail keys, as it first showed them or as the user accepted them.</summary>
    public MailKeys? Pinned { get; set; }

    /// <summary>Others that it shows now.</summary>
    public MailKeys? Shown { get; set; }

    public Generations Generations { get; } = new();

    public OwnPrekeys Own { get; } = new();

    public PeerPrekeys Peer { get; } = new();

    /// <summary>Forgets what was agreed on and handed out.</summary>
    public void Forget()
    {
        Generations.Clear();
        Own.Dispose();
        Peer.Clear();
    }

    /// <summary>What was used since the state was written is not known: nothing of it is sealed with.</summary>
    public void Jump(uint number)
    {
        Generations.Jump(number);
        Peer.ForgetOnce();
    }

    public void Dispose() => Forget();
}
