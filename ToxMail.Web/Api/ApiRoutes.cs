using ToxMail.Web.Security;

namespace ToxMail.Web.Api;

/// <summary>The HTTP API.</summary>
internal static class ApiRoutes
{
    public static void MapToxMailApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization(Access.ApiPolicy);
        api.MapStatus();
        api.MapContacts();
        api.MapRequests();
        api.MapIntroductions();
        api.MapOutbox();
        api.MapInbox();
        api.MapPasswords();
        api.MapSetup();
        api.MapNames();
        api.MapOwnNames();
        api.MapRelay();
        api.MapStores();
        api.MapEvents();
        api.MapLoginLinks();
        api.MapMetrics();
        api.MapHealth();

        // Where monitoring looks for them by custom.
        routes.MapGroup("").RequireAuthorization(Access.ApiPolicy).ExcludeFromDescription().MapMetrics();
        routes.MapGroup("").ExcludeFromDescription().MapHealth();
        routes.MapOpenApi("/openapi/{documentName}.json");
    }
}
