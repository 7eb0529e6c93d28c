using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What a contact is charged with.</summary>
internal sealed class Account
{
    private long _day = -1;

    /// <summary>Envelopes here that it handed over.</summary>
    public HashSet<Held> Held { get; } = [];

    public long HeldBytes { get; private set; }

    /// <summary>Bytes it was asked for and has not sent.</summary>
    public long AskedBytes { get; private set; }

    public int Asked { get; private set; }

    public int AskedIntros { get; private set; }

    public long InToday { get; private set; }

    public long OutToday { get; private set; }

    public int IntrosToday { get; private set; }

    public void Keep(Held held)
    {
        Held.Add(held);
        HeldBytes += held.Size;
    }

    public void Drop(Held held)
    {
        if (Held.Remove(held))
        {
            HeldBytes -= held.Size;
        }
    }

    public void Ask(EnvelopeOffer offer)
    {
        Asked++;
        AskedBytes += Sizes.Of(offer.Class);
        AskedIntros += offer.IsIntro ? 1 : 0;
    }

    /// <summary>It came, or is not waited for any more.</summary>
    public void Answered(EnvelopeOffer offer)
    {
        Asked--;
        AskedBytes -= Sizes.Of(offer.Class);
        AskedIntros -= offer.IsIntro ? 1 : 0;
    }

    public void CountIn(int bytes, bool isIntro, DateTimeOffset now)
    {
        Turn(now);
        InToday += bytes;
        IntrosToday += isIntro ? 1 : 0;
    }

    public ContactUsage UsageOf(NeighbourState state, DateTimeOffset now)
    {
        Turn(now);
        return new ContactUsage(state.Key, Held.Count, HeldBytes, InToday, OutToday, state.LastSync);
    }

    public void CountOut(int bytes, DateTimeOffset now)
    {
        Turn(now);
        OutToday += bytes;
    }

    /// <summary>A new day starts the daily counters anew.</summary>
    public void Turn(DateTimeOffset now)
    {
        var day = now.UtcTicks / TimeSpan.TicksPerDay;
        if (day == _day)
        {
            return;
        }

        (_day, InToday, OutToday, IntrosToday) = (day, 0, 0, 0);
    }
}
