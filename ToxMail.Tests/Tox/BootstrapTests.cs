using System.Net;
using CsCheck;
using ToxMail.Core.Tox;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class BootstrapTests
{
    private static readonly BootstrapNode Own = new("127.0.0.1", 1, default, []);

    [Fact]
    public void The_shipped_list_has_nodes_and_relays()
    {
        Assert.InRange(BootstrapNodes.Public.Count, 8, 100);
        Assert.True(BootstrapNodes.Public.Count(static node => node.TcpPorts.Count > 0) >= 4);
        Assert.All(BootstrapNodes.Public, static node => Assert.True(node.Port > 0 && Uri.CheckHostName(node.Host) != UriHostNameType.Unknown));
        Assert.DoesNotContain(BootstrapNodes.Public, static node => IPAddress.TryParse(node.Host, out var address) && IPAddress.IsLoopback(address));
    }

    [Fact]
    public void Configured_nodes_are_always_asked_and_a_few_public_ones_beside_them()
    {
        var chosen = BootstrapNodes.Choose(new ToxOptions { BootstrapNodes = [Own] });

        Assert.Equal(Own, chosen[0]);
        Assert.Equal(6, chosen.Count - 1);
        Assert.Equal(chosen.Count, chosen.Distinct().Count());
    }

    [Fact]
    public void A_private_network_asks_no_public_node() =>
        Assert.Equal([Own], BootstrapNodes.Choose(new ToxOptions { UseDefaultBootstrapNodes = false, BootstrapNodes = [Own] }));

    [Fact]
    public void Waits_grow_from_ten_to_ninety_seconds() => Gen.Int[0, 10_000].Sample(static attempt =>
    {
        Assert.InRange(BootstrapSchedule.Wait(attempt), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(90));
        Assert.True(BootstrapSchedule.Wait(attempt) <= BootstrapSchedule.Wait(attempt + 1));
    });
}
