using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Delivery;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Hosting;

/// <summary>Registers what carries mail for those who are away. Needs the store, the Tox node and the delivery.</summary>
internal static class RelayRegistration
{
    internal static IServiceCollection AddRelay(this IServiceCollection services, RelayOptions options) => services
        .AddSingleton(provider => new RelayConfiguration(options, provider.GetRequiredService<KeptSettings>()))
        .AddSingleton(provider => new RelayDesk(
            provider.GetRequiredService<RelayConfiguration>(),
            provider.GetRequiredService<IRelayState>(),
            provider.GetRequiredService<RelayedOutbox>(),
            provider.GetRequiredService<ExpectedMails>(),
            provider.GetRequiredService<Contacts>(),
            provider.GetRequiredService<ChangeFeed>()))
        .AddSingleton<IEnvelopeStore>(provider => new SqliteEnvelopeStore(
            provider.GetRequiredService<DataDirectory>().RelayDatabase,
            provider.GetRequiredService<ILogger<SqliteEnvelopeStore>>()))
        .AddSingleton<StoreJoining>()
        .AddSingleton<Admission>()
        .AddSingleton(static provider => new StoreDesk(
            provider.GetRequiredService<StoreJoining>(),
            provider.GetRequiredService<IRelayState>(),
            provider.GetRequiredService<Contacts>(),
            provider.GetRequiredService<NodeInstances>(),
            provider.GetRequiredService<RelayConfiguration>()))
        .AddSingleton<IRelayedMail, RelayedParcels>()
        .AddSingleton<ContactPolicies>()
        .AddSingleton<Keyring>()
        .AddSingleton<KeyExchange>()
        .AddSingleton<LastMode>()
        .AddSingleton<GossipDriver>()
        .AddSingleton<CountedInjection>()
        .AddSingleton<Witnesses>()
        .AddSingleton<ReceiptBudget>()
        .AddSingleton<ReceiptDispatch>()
        .AddSingleton<MailDispatch>()
        .AddSingleton<MailArrival>()
        .AddSingleton<ContactClocks>()
        .AddSingleton<ContactRoll>()
        .AddSingleton<UnopenedMail>()
        .AddSingleton<FileTurns>()
        .AddSingleton<EnvelopeReception>()
        .AddSingleton<ReceiptArrival>()
        .AddSingleton<IntroBudget>()
        .AddSingleton<IntroPress>()
        .AddSingleton<IntroDispatch>()
        .AddSingleton<IntroArrival>()
        .AddSingleton(provider => new MailCards(provider.GetRequiredService<Keyring>()))
        .AddSingleton<WorkQueue>()
        .AddSingleton<RelayRoom>()
        .AddSingleton<RelayService>()
        .AddSingleton<IRelayState>(static provider => provider.GetRequiredService<RelayService>())
        .AddHostedService(static provider => provider.GetRequiredService<RelayService>())
        .AddHostedService<AnsweredRequests>()
        .AddHostedService<RelayHousekeeping>();
}
