using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using ToxMail.Web.Components.Pages;

namespace ToxMail.Web.Security;

/// <summary>The way in and out of the dashboard.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/login", LogInAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/logout", LogOutAsync).ExcludeFromDescription();
    }

    /// <summary>Exchanges a token for the cookie and leaves its URL at once; without one, says where to get it.</summary>
    private static async Task<IResult> LogInAsync(HttpContext context, LoginTokens tokens, string? token)
    {
        if (token is not null && tokens.Redeem(token))
        {
            var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "me")], Access.Cookie));
            await context.SignInAsync(Access.Cookie, user, new AuthenticationProperties { IsPersistent = true });
            return TypedResults.LocalRedirect("/");
        }

        return new RazorComponentResult<Login>(new { TokenRefused = token is not null }) { StatusCode = StatusCodes.Status401Unauthorized };
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        await context.SignOutAsync(Access.Cookie);
        return TypedResults.LocalRedirect("/login");
    }
}
