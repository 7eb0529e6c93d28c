using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Hosting.WindowsServices;

namespace ToxMail.Web.Commands;

/// <summary>
/// What a node is to a service manager. The packages' own <c>UseSystemd</c> is not used, because it hears signals only while the host
/// runs, which is the work of <see cref="StopSignals"/> here.
/// </summary>
internal static class ServiceHosting
{
    public static IServiceCollection AddServiceHosting(this IServiceCollection services)
    {
        if (WindowsServiceHelpers.IsWindowsService())
        {
            services.AddWindowsService(service => service.ServiceName = "ToxMail");
        }
        else
        {
            services.AddSingleton<IHostLifetime, LifetimeOfProgram>();
        }

        return services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddHostedService<SystemdNotices>();
    }
}
