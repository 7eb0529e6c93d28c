namespace ToxMail.Core.Relay.Sealing;

/// <summary>What is kept of a pair: all that <see cref="PairStateCodec"/> writes.</summary>
internal sealed class PairKeys : IDisposable
{
    /// <summary>Former keys remembered; nobody changes them often.</summary>
    public const int MaxFormer = 8;

    /// <summary>The contact's mail keys that count: those of its card or the first it showed, until the user accepts others.</summary>
    public MailKeys? Pinned { get; set; }

    /// <summary>The card of other keys that the contact shows now.</summary>
    public MailCard? Shown { get; set; }

    /// <summary>A card with other keys that the user was given. What the contact shows does not take it away: the user does.</summary>
    public MailCard? Given { get; set; }

    /// <summary>Keys that counted before, the latest first: a card that names them is an old one.</summary>
    public List<MailKeys> Former { get; } = [];

    /// <summary>Other keys wait for the user's word. Until then nothing is sealed.</summary>
    public bool AreInDoubt => Shown is not null || Given is not null;

    public Generations Generations { get; } = new();

    public OwnPrekeys Own { get; } = new();

    public PeerPrekeys Peer { get; } = new();

    /// <summary>From now on these keys count, and nothing that was agreed on with the others.</summary>
    public void PinInstead(MailKeys keys)
    {
        Former.Remove(keys);
        if (Pinned is { } before && before != MailKeys.Nobody)
        {
            Former.Insert(0, before);
            Former.RemoveRange(Math.Min(MaxFormer, Former.Count), Math.Max(0, Former.Count - MaxFormer));
        }

        Forget();
        Pinned = keys;
        Given = null;
        Shown = Shown?.Keys == keys ? null : Shown;
    }

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
