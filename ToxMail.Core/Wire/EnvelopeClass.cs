namespace ToxMail.Core.Wire;

/// <summary>The three sizes an envelope can have; the numbers are on the wire.</summary>
public enum EnvelopeClass : byte
{
    /// <summary>4,096 bytes.</summary>
    Small = 0,

    /// <summary>16,384 bytes.</summary>
    Medium = 1,

    /// <summary>65,536 bytes.</summary>
    Large = 2,
}
