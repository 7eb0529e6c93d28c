using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Names;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Hosting;

/// <summary>Registers the lookup of names, which goes through the proxy that Tox goes through.</summary>
internal static class NamesRegistration
{
    internal static IServiceCollection AddNames(this IServiceCollection services, NamesOptions names, ToxOptions tox) => services
        .AddSingleton(names)
        .AddSingleton(provider => new NameLookup(
            names,
            tox.Proxy,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NameLookup>>()))
        .AddSingleton<NameDirectory>()
        .AddSingleton<NameKeeper>()
        .AddHostedService<NameChecks>();
}
