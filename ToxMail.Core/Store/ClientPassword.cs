namespace ToxMail.Core.Store;

/// <summary>A mail client's password, without its secret.</summary>
public sealed record ClientPassword(string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? LastClient);
