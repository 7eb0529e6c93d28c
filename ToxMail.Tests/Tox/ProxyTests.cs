using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class ProxyTests
{
    [Fact]
    public async Task All_traffic_of_a_proxied_node_passes_the_proxy()
    {
        var ct = TestContext.Current.CancellationToken;
        using var proxy = new Socks5Proxy();
        await using var relay = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        var hub = relay.AsBootstrapNode();
        await using var alice = await InProcessNode.StartAsync(InProcessNode.Options(1, hub));
        await using var bob = await InProcessNode.StartAsync(InProcessNode.Options(2, hub) with { Proxy = proxy.Uri });
        await relay.Tox.RunAsync(engine => engine.Bootstrap("127.0.0.1", hub));

        await alice.Store.Contacts.AddAsync(new Recipient.ById(bob.Own.Id), "bob", null, ct);
        await bob.Store.Contacts.AddAsync(new Recipient.ById(alice.Own.Id), "alice", null, ct);
        await bob.QueueAsync(Encoding.ASCII.GetBytes("Subject: through the proxy\r\n\r\n"), alice, ct);
        await NodePair.UntilAsync(async () => (await alice.Store.Inbox.SnapshotAsync(ct)).Count == 1, seconds: 120);

        Assert.Equal(0, bob.Tox.Status.UdpPort);
        Assert.NotEmpty(proxy.Targets);
        Assert.All(proxy.Targets, target => Assert.Equal(hub.TcpPorts[0], target.Port));
    }
}
