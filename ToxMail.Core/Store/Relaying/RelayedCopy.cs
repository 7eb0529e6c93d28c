namespace ToxMail.Core.Store.Relaying;

/// <summary>One envelope of a relayed mail.</summary>
/// <param name="Release">The x whose publication deletes it, 32 bytes.</param>
/// <param name="ExpiresAt">When nobody holds it any more.</param>
internal sealed record RelayedCopy(byte[] Release, DateTimeOffset ExpiresAt);
