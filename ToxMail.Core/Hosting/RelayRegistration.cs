using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToxMail.Core.Relay;
using ToxMail.Core.Store;

namespace ToxMail.Core.Hosting;

/// <summary>Registers what carries mail for those who are away.</summary>
internal static class RelayRegistration
{
    internal static IServiceCollection AddRelay(this IServiceCollection services, RelayOptions options)
    {
        services.TryAddSingleton<IRelayState, IdleRelay>();
        return services
            .AddSingleton(provider => new RelayConfiguration(options, provider.GetRequiredService<KeptSettings>()))
            .AddSingleton(provider => new RelayDesk(
                provider.GetRequiredService<RelayConfiguration>(),
                provider.GetRequiredService<IRelayState>(),
                provider.GetRequiredService<RelayedOutbox>(),
                provider.GetRequiredService<Contacts>(),
                provider.GetRequiredService<ChangeFeed>()));
    }
}
