namespace ToxMail.Core.Relay.Sealing;

/// <summary>An agreement that a side can build the next one on.</summary>
internal readonly record struct HeldGeneration(uint Number, ulong Check);
