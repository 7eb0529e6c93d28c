using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Hosting;

/// <summary>
/// Registers the store and its parts. Needs <see cref="DataDirectory"/>, <see cref="OwnIdentity"/> and <see cref="TimeProvider"/>;
/// the program awaits <see cref="MailStore.PrepareAsync"/> before the host starts.
/// </summary>
internal static class StoreRegistration
{
    internal static IServiceCollection AddStore(this IServiceCollection services, OutboxOptions options) => services
        .AddSingleton<MailStore>(provider => new MailStore(
            provider.GetRequiredService<DataDirectory>(),
            provider.GetRequiredService<OwnIdentity>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Blobs)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Outbox)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Calendar)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Inbox)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Contacts)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Passwords)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().NamePins)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().OwnNames)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().RelayKeys)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Settings)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().RelayedOutbox)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().RelayedInbox)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().AnnouncedOutbox)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().ExpectedMails)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().FirstLetters)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().IntroOutbox)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Introductions)
        .AddSingleton(provider => provider.GetRequiredService<MailStore>().Changes)
        .AddSingleton<DiskReserve>()
        .AddHostedService<StoreHousekeeping>();
}
