namespace ToxMail.Core.Relay.OwnMail;

/// <summary>A parcel ready to be sealed.</summary>
/// <param name="Header">Its prefix, as an attempt records it.</param>
/// <param name="Digest">Of the parcel, 32 bytes.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record RelayParcel(byte[] Header, byte[] Digest, ReadOnlyMemory<byte> Bytes);
