using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>How far an envelope may still go.</summary>
internal static class HopRule
{
    /// <summary>What a contact is told: one less than here, nothing more than the tail at the end.</summary>
    /// <param name="hops">From here.</param>
    /// <param name="coin">At a value only senders and their first carriers have, the coin of the link says whether it is one less: so nobody knows which of the two it is.</param>
    /// <param name="options">Which values those are.</param>
    public static byte Shown(byte hops, bool coin, RelayOptions options)
    {
        if (options.Mode == RelayMode.Store || hops is 0 or EnvelopeOffer.TailHops)
        {
            return EnvelopeOffer.TailHops;
        }

        return IsTop(hops, options) && !coin ? hops : (byte)(hops - 1);
    }

    /// <summary>What is believed of a contact's word.</summary>
    public static byte Taken(byte shown) => shown == EnvelopeOffer.TailHops ? shown : Math.Min(shown, EnvelopeOffer.MaxHops);

    /// <summary>The value is the larger of the two that a sender draws from.</summary>
    private static bool IsTop(byte hops, RelayOptions options) => options.Hops.Any(start => hops == Math.Min(start + 1, EnvelopeOffer.MaxHops));
}
