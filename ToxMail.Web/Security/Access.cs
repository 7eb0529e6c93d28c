using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;

namespace ToxMail.Web.Security;

/// <summary>Who gets in: pages by cookie, the API by token, and nothing at all without one of them.</summary>
internal static class Access
{
    /// <summary>The policy of the HTTP API: the token, so that a browser's cookie can never be ridden to it.</summary>
    public const string ApiPolicy = "Api";

    /// <summary>The scheme of the dashboard's session.</summary>
    public const string Cookie = "Cookie";

    private const string Bearer = "Bearer";
    private const string Either = "Either";

    public static IServiceCollection AddAccess(this IServiceCollection services, DataDirectory directory)
    {
        services.AddSingleton<HostAllowList>().AddSingleton<LoginTokens>().AddSingleton(ApiToken.ReadOrCreate(directory.ApiToken));
        services.AddDataProtection().SetApplicationName("ToxMail").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(directory.Root, "keys")));
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = HasAuthorization)
            .AddCookie(Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Bearer, null);
        services.AddOptions<CookieAuthenticationOptions>(Cookie).Configure<OwnIdentity>(SetCookie);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(ApiPolicy, policy => policy.AddAuthenticationSchemes(Bearer).RequireAuthenticatedUser());
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SameSite = SameSiteMode.Strict);
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>()
            .Configure<OwnIdentity>((antiforgery, own) => antiforgery.Cookie.Name = $"{CookieName(own)}-form");
        return services;
    }

    /// <summary>Cookies know no ports: two nodes on one machine would overwrite each other's without a name of their own.</summary>
    public static string CookieName(OwnIdentity own) => $"toxmail-{own.PublicKey.ToString()[..16]}";

    private static string HasAuthorization(HttpContext context) =>
        context.Request.Headers.ContainsKey("Authorization") ? Bearer : Cookie;

    private static void SetCookie(CookieAuthenticationOptions options, OwnIdentity own)
    {
        options.Cookie.Name = CookieName(own);
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = TimeSpan.FromDays(30);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = SendToLogin;
        options.Events.OnRedirectToAccessDenied = SendToLogin;
    }

    /// <summary>A person who opens a page is told how to log in; a program gets its 401.</summary>
    private static Task SendToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var isPage = HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (isPage)
        {
            context.Response.Redirect("/login");
        }
        else
        {
            BearerHandler.Challenge(context.Response);
        }

        return Task.CompletedTask;
    }
}
