namespace ToxMail.Core.Store.Outgoing;

/// <summary>An attempt about to begin: recorded before it is tried.</summary>
public sealed record AttemptStart(long Id, byte[]? ParcelHeader, byte[]? Digest);
