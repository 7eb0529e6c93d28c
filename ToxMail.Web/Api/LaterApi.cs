namespace ToxMail.Web.Api;

/// <summary>Calls of the contract whose feature is still to come: they say so.</summary>
internal static class LaterApi
{
    /// <summary>Said of whatever concerns mail carried for others.</summary>
    public const string NoRelay = "This version carries no mail for others yet.";

    public static void MapLater(this RouteGroupBuilder api)
    {
        api.MapGet("/relay", () => RelayView.Off);
        api.MapPut("/relay", () => Problems.NotYet(NoRelay));
    }
}
