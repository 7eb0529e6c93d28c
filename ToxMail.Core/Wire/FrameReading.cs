namespace ToxMail.Core.Wire;

/// <summary>How reading a packet went.</summary>
public enum FrameReading
{
    Ok,

    /// <summary>Of another program, or of a later version: ignored.</summary>
    Unknown,

    /// <summary>Breaks its own layout: dropped and counted against the peer.</summary>
    Malformed,
}
