using System.Text.Json.Serialization;

namespace ToxMail.Tests.Support.Nodes;

internal sealed record OutboxView(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long Id,
    string? MessageId,
    string? Subject,
    string Recipient,
    string State,
    int Attempts,
    string? LastError,
    long SizeBytes,
    long SentBytes,
    string? Via = null,
    string? Announced = null)
{
    public bool IsFinal => State is "Delivered" or "Failed" or "Expired" or "Cancelled";
}
