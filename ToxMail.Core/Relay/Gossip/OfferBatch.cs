namespace ToxMail.Core.Relay.Gossip;

/// <summary>The offers of one frame. Once none is open, the contact's log is read up to its end.</summary>
internal sealed class OfferBatch(ulong upTo)
{
    public ulong UpTo { get; set; } = upTo;

    /// <summary>Entries that are neither here nor given up.</summary>
    public int Open { get; set; }

    /// <summary>The log is not read past it in this session: something of it is to be offered again in the next.</summary>
    public void LeaveOpen() => Open++;
}
