using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;
using ToxMail.Core.Pop3;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;

namespace ToxMail.Core.Hosting;

/// <summary>Puts the node together: the only place that knows every feature.</summary>
public static class ToxMailServices
{
    /// <summary>
    /// Registers the node. Hosted services start in the order of this method and stop at once, each within the host's few seconds. That
    /// is safe because none needs another one running: what the mail servers accept in the last moments is durable in the store before
    /// they answer and is delivered after the next start, and the store is disposed only when all services have stopped. The Tox node ends with
    /// the delivery, so that contacts hear of it in time; what is asked of it after that is cancelled.
    /// Await <see cref="MailStore.PrepareAsync"/> before the host starts.
    /// </summary>
    public static IServiceCollection AddToxMail(this IServiceCollection services, ToxMailSettings settings, DataDirectory directory)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(directory)
            .AddSettings(settings)
            .AddTranscripts(settings.Mail)
            .AddToxNode(settings.Tox)
            .AddStore(settings.Delivery.Outbox)
            .AddNames(settings.Names, settings.Tox)
            .AddRelay(settings.Relay)
            .AddDelivery(settings.Delivery, settings.Mail)
            .AddTls(settings, directory)
            .AddSingleton<ListenerBoard>()
            .AddSingleton<Readiness>()
            .AddHostedService<ListenerChanges>()
            .AddHostedService<SmtpServer>()
            .AddHostedService<Pop3Server>();
    }

    private static IServiceCollection AddSettings(this IServiceCollection services, ToxMailSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(settings.Store)
        .AddSingleton(settings.Smtp)
        .AddSingleton(settings.Pop3)
        .AddSingleton(settings.Dashboard);

    // Transcripts hold addresses and so are of level Debug, which nobody wants of all the rest: who asks for them gets them alone.
    private static IServiceCollection AddTranscripts(this IServiceCollection services, MailOptions mail) => mail.Transcript
        ? services.AddLogging(logging => logging.AddFilter(typeof(Transcript).FullName, LogLevel.Debug))
        : services;
}
