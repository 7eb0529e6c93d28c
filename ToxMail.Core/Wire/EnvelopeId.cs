namespace ToxMail.Core.Wire;

/// <summary>Names an envelope: the first 16 bytes of BLAKE2b-256 of all its bytes, read as a little-endian integer (<c>docs/protocol.md</c> §6).</summary>
public readonly record struct EnvelopeId(UInt128 Value);
