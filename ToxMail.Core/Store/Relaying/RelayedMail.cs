namespace ToxMail.Core.Store.Relaying;

/// <summary>A mail, or word of it, was sealed and handed to relays.</summary>
/// <param name="Id">The outbox row.</param>
/// <param name="Stage">1 the first time, more with each escalation.</param>
/// <param name="ParcelHeader">As in an attempt: a direct one sends the same parcel.</param>
/// <param name="Digest">Of the parcel.</param>
/// <param name="Copies">Its envelopes.</param>
internal sealed record RelayedMail(long Id, int Stage, byte[] ParcelHeader, byte[] Digest, IReadOnlyList<RelayedCopy> Copies);
