using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class TakenPortTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_dashboard_port_stops_no_mail_and_is_opened_once_it_is_free()
    {
        await using var node = new NodeProcess("taken", MailCircle.Plain);
        using var holder = new TcpListener(IPAddress.Loopback, node.DashboardPort);
        holder.Start();
        node.Launch();
        await Wait.UntilAsync(() => Task.FromResult(node.Output.Contains($"(not open: Port {node.DashboardPort} is used by another program.)", StringComparison.Ordinal)), NodeProcess.StartTimeout, node.Tail, Ct);
        using var smtp = new TcpClient();
        await smtp.ConnectAsync(IPAddress.Loopback, node.SmtpPort, Ct);

        // Nobody is to hand the token to whoever listens there.
        Assert.False(File.Exists(Path.Combine(node.DataDirectory, "dashboard.url")));
        Assert.DoesNotContain("login?token=", node.Output, StringComparison.Ordinal);

        holder.Stop();
        await Wait.UntilAsync(() => Task.FromResult(node.Output.Contains("ToxMail ready", StringComparison.Ordinal)), NodeProcess.StartTimeout, node.Tail, Ct);
        using var api = new NodeApi(node.DashboardPort, (await File.ReadAllTextAsync(Path.Combine(node.DataDirectory, "api.token"), Ct)).Trim());
        Assert.True(await api.IsHealthyAsync(Ct));
        Assert.True(File.Exists(Path.Combine(node.DataDirectory, "dashboard.url")));
        Assert.Equal(ExitCode.Success, await node.StopAsync(NodeProcess.StopTimeout, Ct));
    }

    [Fact]
    public async Task A_node_whose_dashboard_port_stays_taken_stops_as_any_other()
    {
        await using var node = new NodeProcess("taken", MailCircle.Plain);
        using var holder = new TcpListener(IPAddress.Loopback, node.DashboardPort);
        holder.Start();
        node.Launch();
        await Wait.UntilAsync(() => Task.FromResult(node.Output.Contains("Settings for your mail client", StringComparison.Ordinal)), NodeProcess.StartTimeout, node.Tail, Ct);

        Assert.Equal(ExitCode.Success, await node.StopAsync(NodeProcess.StopTimeout, Ct));
    }

    [Fact]
    public async Task A_taken_tox_port_ends_the_start_with_a_code_that_is_tried_again()
    {
        await using var node = new NodeProcess("taken", new Dictionary<string, string> { ["Tox:Ipv6Enabled"] = "false" });
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        holder.Bind(new IPEndPoint(IPAddress.Any, node.ToxPort));

        Assert.Equal(ExitCode.NotNow, await node.RunToExitAsync(TimeSpan.FromSeconds(30), Ct));

        Assert.DoesNotContain("   at ", node.Tail(), StringComparison.Ordinal);
        Assert.Contains("ToxMail:Tox:StartPort", node.Tail(), StringComparison.Ordinal);
    }
}
