namespace ToxMail.Core.Net;

/// <summary>
/// One listener as the dashboard shows it. <paramref name="Endpoint"/> is <c>address:port</c> as really bound (wanted, while it failed);
/// <paramref name="LastClient"/> is what the last client called itself, else its address.
/// </summary>
public sealed record ListenerStatus(string Name, string Endpoint, ListenerState State, string? Error, string? LastClient, DateTimeOffset? LastClientAt);
