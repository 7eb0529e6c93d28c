namespace ToxMail.Core.Wire;

/// <summary>The one-time address of an envelope, 16 bytes read as a little-endian integer: only its sender and its recipient can compute it.</summary>
public readonly record struct EnvelopeTag(UInt128 Value);
