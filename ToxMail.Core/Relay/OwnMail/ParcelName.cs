namespace ToxMail.Core.Relay.OwnMail;

/// <summary>A parcel without its bytes.</summary>
/// <param name="Header">Its prefix, as an attempt records it.</param>
/// <param name="Digest">Of the parcel, 32 bytes.</param>
internal sealed record ParcelName(byte[] Header, byte[] Digest);
