using Microsoft.AspNetCore.Connections;
using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Web.Api;
using ToxMail.Web.Clients;
using ToxMail.Web.Commands;
using ToxMail.Web.Components;
using ToxMail.Web.Live;
using ToxMail.Web.Security;

namespace ToxMail.Web;

/// <summary>The node with its dashboard and API as one ASP.NET Core application.</summary>
internal static class NodeApplication
{
    private const long MaxBody = 64 * 1024;

    /// <summary>
    /// No file watchers, because settings are read once; and no look for static files that were not there at build time, which a
    /// node run from its build output would otherwise do for every path, answering 404 where a wrong method has its 405.
    /// </summary>
    private static readonly string[] HostSettings =
    [
        "--hostBuilder:reloadConfigOnChange=false",
        "--DisableStaticAssetNotFoundRuntimeFallback=true",
        "--ReloadStaticAssetsAtRuntime=false",
    ];

    /// <summary>Puts it together; nothing runs before it is started.</summary>
    public static WebApplication Build(IReadOnlyList<string> arguments, ToxMailSettings settings, DataDirectory directory)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. HostSettings, .. arguments],
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(NodeApplication).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(settings.Dashboard.Address, settings.Dashboard.Port);
        });
        builder.Logging.AddNodeConsole();
        builder.Services.Configure<HostOptions>(host =>
        {
            // Each server may take four seconds to say goodbye to its clients, and the whole node has five.
            host.ServicesStopConcurrently = true;
            host.ShutdownTimeout = TimeSpan.FromSeconds(4);
        });
        builder.Services.AddServiceHosting();
        builder.Services.AddToxMail(settings, directory).AddAccess(directory).AddDashboard();
        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<OverviewReader>().AddSingleton<MailAccountReader>().AddSingleton<FinishedDeliveries>().AddSingleton<RunningNodeFile>().AddSingleton<DashboardAddress>();
        services.AddSingleton<DashboardListener>().AddHostedService(static provider => provider.GetRequiredService<DashboardListener>());
        services.AddSingleton<IConnectionListenerFactory, DashboardTransport>();
        services.AddProblemDetails();
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddRazorComponents().AddInteractiveServerComponents(circuit => circuit.DisconnectedCircuitMaxRetained = 20);
        return services;
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<OriginGuard>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ApiErrors.WriteExceptionAsync,
            SuppressDiagnosticsCallback = ApiErrors.IsClientMistake,
        });
        app.UseWhen(ApiErrors.IsForProgram, programs => programs.UseStatusCodePages(ApiErrors.WriteStatusAsync));
        app.UseWhen(context => !ApiErrors.IsForProgram(context), pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().WithLoginAssetsOpen();
        app.MapLogin();
        app.MapClientSetup();
        app.MapToxMailApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
