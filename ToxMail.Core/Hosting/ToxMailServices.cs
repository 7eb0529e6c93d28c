using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Pop3;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Hosting;

/// <summary>Puts the node together: the only place that knows every feature.</summary>
public static class ToxMailServices
{
    /// <summary>
    /// Registers the node. Hosted services start in the order of this method and stop in the reverse one, so that the mail servers
    /// are closed before what they hand mail to. Await <see cref="MailStore.PrepareAsync"/> before the host starts.
    /// </summary>
    public static IServiceCollection AddToxMail(this IServiceCollection services, ToxMailSettings settings, DataDirectory directory)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(directory)
            .AddSettings(settings)
            .AddTox(directory)
            .AddStore(OutboxOptionsOf(settings))
            .AddSingleton<ListenerBoard>()
            .AddSingleton<Readiness>()
            .AddHostedService<ListenerChanges>()
            .AddHostedService<SmtpServer>()
            .AddHostedService<Pop3Server>();
    }

    private static IServiceCollection AddSettings(this IServiceCollection services, ToxMailSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(settings.Store)
        .AddSingleton(settings.Mail)
        .AddSingleton(settings.Smtp)
        .AddSingleton(settings.Pop3)
        .AddSingleton(settings.Tox)
        .AddSingleton(settings.Delivery)
        .AddSingleton(settings.Dashboard);

    private static IServiceCollection AddTox(this IServiceCollection services, DataDirectory directory) => services
        .AddSingleton(_ => new ToxProfile(directory.Profile))
        .AddSingleton<ToxNode>()
        .AddSingleton(provider => new OwnIdentity(provider.GetRequiredService<ToxNode>().Id));

    private static OutboxOptions OutboxOptionsOf(ToxMailSettings settings) => new()
    {
        ExpireAfter = settings.Delivery.ExpireAfter,
        DelayNoticeAfter = settings.Delivery.DelayNoticeAfter,
    };
}
