using ToxMail.Web.Security;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/login</c>: a new one-time URL for the dashboard.</summary>
internal static class LoginApi
{
    public static void MapLoginLinks(this RouteGroupBuilder api) => api.MapPost("/login", (DashboardAddress address) => address.NewLogin());
}
