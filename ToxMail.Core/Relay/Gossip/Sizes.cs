using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>Bytes of an envelope by its class.</summary>
internal static class Sizes
{
    public const int Largest = 65536;

    public static int Of(EnvelopeClass size) => 4096 << (2 * (int)size);
}
