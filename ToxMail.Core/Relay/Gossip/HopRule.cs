using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>How far an envelope may still go.</summary>
internal static class HopRule
{
    /// <summary>
    /// What a contact is told: one less than here. Null at the end of the way: it is not shown at all, for whoever were to take it there would be known
    /// to be its recipient.
    /// </summary>
    /// <param name="hops">From here.</param>
    /// <param name="isShort">An own envelope on a link whose coin has fallen so goes one less far: its first carrier does not always know who wrote it.</param>
    /// <param name="mode">A store node's contacts come for their own mail: it shows all, for nobody to carry on.</param>
    public static byte? Shown(byte hops, bool isShort, RelayMode mode)
    {
        if (mode == RelayMode.Store)
        {
            return EnvelopeOffer.TailHops;
        }

        var next = hops - (isShort && hops > 1 ? 2 : 1);
        return hops == EnvelopeOffer.TailHops || next < 0 ? null : (byte)next;
    }

    /// <summary>What is believed of a contact's word.</summary>
    public static byte Taken(byte shown) => shown == EnvelopeOffer.TailHops ? shown : Math.Min(shown, EnvelopeOffer.MaxHops);
}
