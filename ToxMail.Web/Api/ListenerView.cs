using ToxMail.Core.Net;

namespace ToxMail.Web.Api;

/// <summary>One server of the node.</summary>
internal sealed record ListenerView(string Name, string Endpoint, string State, string? Error, string? LastClient, DateTimeOffset? LastClientAt)
{
    public static ListenerView Of(ListenerStatus status) =>
        new(status.Name, status.Endpoint, Words.Of(status.State), status.Error, status.LastClient, status.LastClientAt);
}
