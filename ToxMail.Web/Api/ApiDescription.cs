using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ToxMail.Web.Api;

/// <summary>What <c>/openapi/v1.json</c> says beside the calls themselves.</summary>
internal static class ApiDescription
{
    private const string Scheme = "api.token";

    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer(Describe);

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ToxMail",
            Version = "v1",
            Description = "Every error is a problem of RFC 9457 with a code. Lists take skip and take (at most 500) and tell their length in X-Total-Count.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The token in the file api.token of the data folder.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
