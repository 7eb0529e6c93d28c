using System.Net;
using System.Net.Mime;
using System.Text;
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

    public static void MapClientSetup(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("").ExcludeFromDescription();

        // Thunderbird asks without a login; what it is told anybody on this machine can see by connecting to the ports.
        setup.MapGet("/.well-known/autoconfig/mail/config-v1.1.xml", Configure).AllowAnonymous();
        setup.MapGet("/mail/config-v1.1.xml", Configure).AllowAnonymous();

        // No secret either, but whoever installs a CA has to have it from the page that he trusts.
        setup.MapGet(Pem, (TlsCertificates certificates) => File(certificates, authority => Encoding.ASCII.GetBytes(authority.Pem), "application/x-pem-file", Pem));
        setup.MapGet(Der, (TlsCertificates certificates) => File(certificates, authority => authority.Der.ToArray(), "application/pkix-cert", Der));
    }

    private static IResult Configure(string? emailaddress, MailAccountReader accounts) =>
        Autoconfig.IsFor(emailaddress)
            ? TypedResults.Text(Autoconfig.Write(accounts.Read()), MediaTypeNames.Text.Xml, Encoding.UTF8)
            : Problems.NotFound("This node serves no such address.");

    private static IResult File(TlsCertificates certificates, Func<AuthorityCertificate, byte[]> content, string type, string path) =>
        certificates.Status.Authority is { } authority
            ? TypedResults.File(content(authority), type, path[(path.LastIndexOf('/') + 1)..])
            : Problems.Of(HttpStatusCode.NotFound, "no-authority", certificates.Status.Fault ?? "The mail servers show a certificate of your own: no CA of this node stands behind it.");
}
