namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A row of <c>GET /relay/stores</c>.</summary>
internal sealed record StoreView(string PublicKey, string State, string Connection, bool Marked, IReadOnlyList<string> Alternates);
