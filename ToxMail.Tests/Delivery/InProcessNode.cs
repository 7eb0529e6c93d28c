using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery;
using ToxMail.Core.Hosting;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Delivery;

/// <summary>Store, Tox and delivery of one person inside the test's process: what the mail servers and the dashboard stand on.</summary>
internal sealed class InProcessNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;
    private readonly bool _keepFolder;

    private InProcessNode(ServiceProvider services, string folder, bool keepFolder)
    {
        _services = services;
        _folder = folder;
        _keepFolder = keepFolder;
    }

    public ToxNode Tox => _services.GetRequiredService<ToxNode>();

    public IRelayState Relay => _services.GetRequiredService<IRelayState>();

    public WorkQueue RelayWork => _services.GetRequiredService<WorkQueue>();

    public FileTurns RelayFiles => _services.GetRequiredService<FileTurns>();

    public MailCards Cards => _services.GetRequiredService<MailCards>();

    public MailStore Store => _services.GetRequiredService<MailStore>();

    public Conversations Conversations => _services.GetRequiredService<Conversations>();

    public DataDirectory Directory => _services.GetRequiredService<DataDirectory>();

    public OwnIdentity Own => _services.GetRequiredService<OwnIdentity>();

    public static async Task<InProcessNode> StartAsync(ToxOptions tox, DeliveryOptions? delivery = null, MailOptions? mail = null, RelayOptions? relay = null, string? folder = null)
    {
        var root = folder ?? System.IO.Directory.CreateTempSubdirectory("toxmail-node-").FullName;
        var services = new ServiceCollection()
            .AddLogging(static logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => DataDirectory.Open(root))
            .AddToxNode(tox)
            .AddStore((delivery ?? new()).Outbox)
            .AddRelay(relay ?? new RelayOptions())
            .AddDelivery(delivery ?? new DeliveryOptions(), mail ?? new MailOptions())
            .BuildServiceProvider();
        var node = new InProcessNode(services, root, folder is not null);
        await node.Store.PrepareAsync(CancellationToken.None);
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return node;
    }

    /// <summary>UDP and a TCP relay of its own on loopback; further nodes bootstrap to it.</summary>
    public static ToxOptions Options(int index, BootstrapNode? bootstrap)
    {
        var port = (ushort)PortPool.Take();
        return new ToxOptions
        {
            Ipv6Enabled = false,
            LocalDiscovery = false,
            UseDefaultBootstrapNodes = false,
            StartPort = port,
            EndPort = (ushort)(port + 20),
            TcpRelayPort = index == 0 ? (ushort)PortPool.Take() : (ushort)0,
            BootstrapNodes = bootstrap is null ? [] : [bootstrap],
        };
    }

    public BootstrapNode AsBootstrapNode() => new("127.0.0.1", Tox.Status.UdpPort, Tox.Status.DhtKey, [Tox.Status.TcpRelayPort]);

    public Task QueueAsync(byte[] mail, InProcessNode recipient, CancellationToken ct) => QueueAsync(mail, recipient.Own.PublicKey, ct);

    public async Task QueueAsync(byte[] mail, PublicKey recipient, CancellationToken ct)
    {
        await using var blob = Store.Blobs.Create();
        await blob.WriteAsync(mail, ct);
        var id = await blob.CommitAsync(ct);
        await Store.Outbox.AddAsync(
            new NewMail
            {
                Blob = id,
                MessageId = "<m@test>",
                Subject = "s",
                ReturnPath = Own.Address.ToString(),
                Recipients = [new NewRecipient { Address = OwnIdentity.AddressOf(recipient).ToString(), PublicKey = recipient, State = DeliveryState.AwaitingPeer }],
            },
            ct);
    }

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (!_keepFolder)
        {
            System.IO.Directory.Delete(_folder, recursive: true);
        }
    }
}
