using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Runs the further Tox nodes of a store node, as many as are set, while this node is one.</summary>
internal sealed partial class MemberInstances(
    NodeInstances instances,
    RelayConfiguration configuration,
    ToxOptions tox,
    DataDirectory directory,
    ConversationServices services,
    Admission admission,
    Violations violations,
    SteadyLoops loops,
    ChangeFeed changes,
    ILoggerFactory loggers) : BackgroundService
{
    private readonly List<MemberInstance> _running = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_running.Select(static instance => instance.DisposeAsync().AsTask()));
        _running.Clear();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loops.RunAsync(stoppingToken, FollowAsync);

    private async Task FollowAsync(CancellationToken stopping)
    {
        using var subscription = changes.Subscribe();
        await MatchAsync();
        await foreach (var kinds in subscription.ReadAllAsync(stopping))
        {
            if (kinds.Contains(ChangeKind.Relay))
            {
                await MatchAsync();
            }
        }
    }

    private async Task MatchAsync()
    {
        var options = configuration.Current;
        var wanted = options.Mode == RelayMode.Store ? options.Instances : NodeInstance.Own;
        foreach (var surplus in _running.FindAll(instance => instance.Instance.Number > wanted))
        {
            _running.Remove(surplus);
            instances.Remove(surplus.Instance);
            await surplus.DisposeAsync();
        }

        foreach (var missing in Enumerable.Range(NodeInstance.Own + 1, wanted - NodeInstance.Own).Except(_running.Select(static instance => instance.Instance.Number)).ToList())
        {
            TryStart(missing);
        }
    }

    /// <summary>An instance that cannot start is a fault to be shown, and none of the node: it is tried again with the next change.</summary>
    private void TryStart(int number)
    {
        try
        {
            var instance = Create(new NodeInstance(number, new ToxNode(
                tox with { TcpRelayPort = 0 },
                new ToxProfile(directory.ProfileOf(number)),
                services.Time,
                loggers.CreateLogger<ToxNode>())));
            _running.Add(instance);
            instance.Start();
            instances.Add(instance.Instance);
            changes.Publish(ChangeKind.Relay);
        }
        catch (Exception exception) when (exception is ToxUnavailableException or IOException)
        {
            if (instances.Fail(number, exception.Message))
            {
                LogNotStarted(loggers.CreateLogger<MemberInstances>(), number, exception.Message);
            }
        }
    }

    private MemberInstance Create(NodeInstance instance)
    {
        var conversations = new Conversations(instance, services, violations);
        return new MemberInstance(
            instance,
            conversations,
            new ContactSynchronizer(instance, services.Contacts, conversations, services.Time, loggers.CreateLogger<ContactSynchronizer>()),
            new NodeEvents(instance, conversations, admission, services.Contacts, changes, services.Time),
            loops,
            changes,
            services.Time);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Tox instance {Number} of the store node does not start: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, int number, string reason);
}
