namespace ToxMail.Web.Api;

/// <summary>The outbox in the status.</summary>
/// <param name="Pending">Recipients not yet served and not yet given up.</param>
internal sealed record OutboxSummary(int Pending);
