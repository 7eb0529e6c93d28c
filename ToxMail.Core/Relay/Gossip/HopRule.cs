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
    /// <param name="options">A store node's contacts come for their own mail: it shows all, for nobody to carry on. So do others if the user wants fewer copies.</param>
    public static byte? Shown(byte hops, RelayOptions options)
    {
        var isAtEnd = hops is 0 or EnvelopeOffer.TailHops;
        if (options.Mode == RelayMode.Store || (isAtEnd && options.TailProbability > 0))
        {
            return EnvelopeOffer.TailHops;
        }

        return isAtEnd ? null : (byte)(hops - 1);
    }

    /// <summary>What is believed of a contact's word.</summary>
    public static byte Taken(byte shown) => shown == EnvelopeOffer.TailHops ? shown : Math.Min(shown, EnvelopeOffer.MaxHops);
}
