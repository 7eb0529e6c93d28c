using ToxMail.Tests.Support.Hosts;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Hosts;

public sealed class LocalDiscoveryTests
{
    [Fact]
    public Task Two_nodes_of_one_local_network_find_each_other_without_any_bootstrap_node() => OwnNetwork.RunAsync(async ct =>
    {
        var configuration = new Dictionary<string, string>
        {
            ["Tox:UseDefaultBootstrapNodes"] = "false",
            ["Tox:LocalDiscovery"] = "true",

            // Broadcasts go to the ports that Tox programs use.
            ["Tox:StartPort"] = "33445",
            ["Tox:EndPort"] = "33545",
        };

        await using var hosts = await TwoHosts.StartAloneAsync("10.9.0.1/24", "10.9.0.2/24", configuration, ct);

        await hosts.WaitForUdpAsync(ct);
        await hosts.ExchangeAsync(TimeSpan.FromSeconds(60), ct);
        await hosts.CloseAsync(ct);
    });
}
