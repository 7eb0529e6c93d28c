using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Hosts;

public sealed class ChangedAddressTests
{
    private const string BobsAddress = "10.9.0.2/24";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public Task A_node_whose_address_changes_asks_its_way_in_again_and_is_found() => OwnNetwork.RunAsync(async ct =>
    {
        await using var hosts = await TwoHosts.StartAsync("10.9.0.1/24", BobsAddress, ct);
        var asked = TimesAsked(hosts.Bob);

        await hosts.BobsHost.MoveAsync(BobsAddress, "10.9.0.77/24", ct);

        await Wait.UntilAsync(() => Task.FromResult(TimesAsked(hosts.Bob) > asked), Timeout, hosts.Bob.Node.Tail, ct);
        await hosts.ExchangeAsync(Timeout, ct);
        await hosts.CloseAsync(ct);
    });

    private static int TimesAsked(MailUser user) => user.Node.Output.Split("nodes to let us into the Tox network").Length - 1;
}
