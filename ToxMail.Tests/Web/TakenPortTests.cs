using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class TakenPortTests
{
    [Fact]
    public async Task A_taken_dashboard_port_ends_the_start_with_one_line()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var node = new NodeProcess("taken", MailCircle.Plain);
        using var holder = new TcpListener(IPAddress.Loopback, node.DashboardPort);
        holder.Start();

        Assert.Equal(ExitCode.Failure, await node.RunToExitAsync(TimeSpan.FromSeconds(30), ct));

        Assert.DoesNotContain("   at ", node.Tail(), StringComparison.Ordinal);
        Assert.Contains("ToxMail:Dashboard:Port", node.Tail(), StringComparison.Ordinal);
    }
}
