using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using ToxMail.Core.Store.Passwords;
using ToxMail.Core.Tls;
using ToxMail.Web.Api;

namespace ToxMail.Web.Clients;

/// <summary>The files that mail clients and their users fetch from the dashboard.</summary>
internal static class SetupEndpoints
{
    /// <summary>The CA in its text form.</summary>
    public const string Pem = "/setup/toxmail-ca.pem";

    /// <summary>The CA in its binary form, under the name that Windows, macOS and Android open by a click.</summary>
    public const string Der = "/setup/toxmail-ca.cer";

    /// <summary>Apple's configuration profile; each POST makes a password for it.</summary>
    public const string Profile = "/setup/toxmail.mobileconfig";

    private const string ProfileClient = "Apple Mail";

    public static void MapClientSetup(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("").ExcludeFromDescription();

        // Thunderbird asks without a login; what it is told anybody on this machine can see by connecting to the ports.
        setup.MapGet("/.well-known/autoconfig/mail/config-v1.1.xml", Configure).AllowAnonymous();
        setup.MapGet("/mail/config-v1.1.xml", Configure).AllowAnonymous();

        // No secret either, but whoever installs a CA has to have it from the page that he trusts.
        setup.MapGet(Pem, (TlsCertificates certificates) => File(certificates, authority => Encoding.ASCII.GetBytes(authority.Pem), "application/x-pem-file", Pem));
        setup.MapGet(Der, (TlsCertificates certificates) => File(certificates, authority => authority.Der.ToArray(), "application/pkix-cert", Der));
        setup.MapPost(Profile, MakeProfileAsync);
    }

    private static IResult Configure(string? emailaddress, MailAccountReader accounts) =>
        Autoconfig.IsFor(emailaddress)
            ? TypedResults.Text(Autoconfig.Write(accounts.Read()), MediaTypeNames.Text.Xml, Encoding.UTF8)
            : Problems.NotFound("This node serves no such address.");

    /// <summary>Nothing is changed by a GET, and a new password is a change.</summary>
    private static async Task<IResult> MakeProfileAsync(HttpContext context, IAntiforgery antiforgery, ClientPasswords passwords, MailAccountReader accounts, TlsCertificates certificates)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        var made = await MakePasswordAsync(passwords, context.RequestAborted);
        var profile = AppleProfile.Write(accounts.Read() with { Password = made.Password }, certificates.Status.Authority);
        return TypedResults.File(Encoding.UTF8.GetBytes(profile), AppleProfile.ContentType, NameOf(Profile));
    }

    /// <summary>Under the first name that is free.</summary>
    private static async Task<NewClientPassword> MakePasswordAsync(ClientPasswords passwords, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            if (await passwords.CreateAsync(number == 1 ? ProfileClient : $"{ProfileClient} {number}", cancellationToken) is CreatePasswordResult.Created made)
            {
                return made.Password;
            }
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static IResult File(TlsCertificates certificates, Func<AuthorityCertificate, byte[]> content, string type, string path) =>
        certificates.Status.Authority is { } authority
            ? TypedResults.File(content(authority), type, NameOf(path))
            : Problems.Of(HttpStatusCode.NotFound, "no-authority", certificates.Status.Fault ?? "The mail servers show a certificate of your own: no CA of this node stands behind it.");
}
