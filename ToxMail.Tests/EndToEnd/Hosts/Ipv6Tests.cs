using ToxMail.Tests.Support.Hosts;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Hosts;

public sealed class Ipv6Tests
{
    [Fact]
    public Task Mail_crosses_a_network_that_has_nothing_but_IPv6() => OwnNetwork.RunAsync(async ct =>
    {
        await using var hosts = await TwoHosts.StartAsync("fd00:9::1/64", "fd00:9::2/64", ct);

        await hosts.WaitForUdpAsync(ct);
        await hosts.ExchangeAsync(TimeSpan.FromSeconds(60), ct);
        await hosts.CloseAsync(ct);
    });
}
