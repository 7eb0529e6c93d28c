using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Hosting;

/// <summary>Registers the Tox node and all that moves mail. Needs the store, <see cref="ToxNode"/> and the options of both.</summary>
internal static class DeliveryRegistration
{
    internal static IServiceCollection AddToxNode(this IServiceCollection services, ToxOptions options) => services
        .AddSingleton(options)
        .AddSingleton(provider => new ToxNode(
            options,
            OwnProfile.In(provider.GetRequiredService<DataDirectory>().Root),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ToxNode>>()))
        .AddSingleton(static provider => new NodeInstance(NodeInstance.Own, provider.GetRequiredService<ToxNode>()))
        .AddSingleton<NodeInstances>()
        .AddSingleton(provider => new OwnIdentity(provider.GetRequiredService<ToxNode>().Id));

    internal static IServiceCollection AddDelivery(this IServiceCollection services, DeliveryOptions delivery, MailOptions mail) => services
        .AddSingleton(delivery)
        .AddSingleton(mail)
        .AddSingleton<IncomingSpool>()
        .AddSingleton<ParcelFolder>()
        .AddSingleton<DeliverySpool>()
        .AddSingleton<ParcelBuilder>()
        .AddSingleton<ParcelPreparation>()
        .AddSingleton<ParcelUnpacker>()
        .AddSingleton<ArrivedMails>()
        .AddSingleton<MailReceiver>()
        .AddSingleton<MemberMail>()
        .AddSingleton<NoticeComposer>()
        .AddSingleton<ExpectedMailNotices>()
        .AddSingleton<AttemptRecorder>()
        .AddSingleton<UnwantedMail>()
        .AddSingleton<LocalDelivery>()
        .AddSingleton<TestMailSender>()
        .AddSingleton<Introducer>()
        .AddSingleton<DeliveryCalendar>()
        .AddSingleton<ContactSynchronizer>()
        .AddSingleton<Violations>()
        .AddSingleton<Conversations>()
        .AddSingleton<ConversationServices>()
        .AddSingleton<NodeEvents>()
        .AddSingleton<SteadyLoops>()
        .AddHostedService<DeliveryService>()
        .AddHostedService<MemberInstances>();
}
