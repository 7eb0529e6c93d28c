namespace ToxMail.Core.Wire;

/// <summary>What a node says of an envelope it holds.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Tag">Its one-time address.</param>
/// <param name="Class">Its size.</param>
/// <param name="IsIntro">It is a first letter to somebody who is not a contact.</param>
/// <param name="Expiry">End of its life in units of 6 hours since 2024-01-01T00:00Z.</param>
/// <param name="Hops">How far it may still go: 0 to 12, or <see cref="TailHops"/>.</param>
public readonly record struct EnvelopeOffer(EnvelopeId Id, EnvelopeTag Tag, EnvelopeClass Class, bool IsIntro, ushort Expiry, byte Hops)
{
    /// <summary>Offered for its recipient alone: others take it only now and then. What a store node offers.</summary>
    public const byte TailHops = 255;

    /// <summary>The farthest a live offer goes; what claims more is taken as this.</summary>
    public const byte MaxHops = 12;
}
