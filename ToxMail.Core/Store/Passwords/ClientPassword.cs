namespace ToxMail.Core.Store.Passwords;

/// <summary>A mail client's password, without its secret.</summary>
public sealed record ClientPassword(string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? LastClient);
