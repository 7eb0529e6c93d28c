using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>What can be wrong when the program starts, and what it says then.</summary>
public sealed class StartTests
{
    private const int BadStart = 1;
    private const int FolderInUse = 2;
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_process_on_the_same_folder_ends_with_2_and_leaves_the_first_alone()
    {
        await using var first = new NodeProcess("first", MailCircle.Plain);
        await first.StartAsync(Cancelled);
        await using var second = new NodeProcess("second", Setting("DataDirectory", first.DataDirectory));

        Assert.Equal(FolderInUse, await second.RunToExitAsync(ExitTimeout, Cancelled));

        AssertPlainWords(second, first.DataDirectory);
        Assert.True(await first.Api.IsHealthyAsync(Cancelled));
        Assert.Equal(0, await first.StopAsync(NodeProcess.StopTimeout, Cancelled));
    }

    [Fact]
    public async Task A_taken_port_is_told_in_the_status_and_stops_nothing_else()
    {
        await using var node = new NodeProcess("taken", MailCircle.Plain);
        using var holder = new TcpListener(IPAddress.Loopback, node.SmtpPort);
        holder.Start();
        node.Launch();
        using var api = await WaitForApiAsync(node);

        var status = await Wait.ForAsync(
            async () => await api.StatusAsync(Cancelled) is var now && now.Listeners.Any(listener => listener.Name == "smtp" && listener.Error is not null) ? now : null,
            NodeProcess.StartTimeout,
            node.Tail,
            Cancelled);

        Assert.DoesNotContain(status.Listeners, listener => listener.Name == "pop3" && listener.Error is not null);
        using var pop3 = new TcpClient();
        await pop3.ConnectAsync(IPAddress.Loopback, node.Pop3Port, Cancelled);
        Assert.Equal(0, await node.StopAsync(NodeProcess.StopTimeout, Cancelled));
    }

    [Fact]
    public async Task A_corrupt_profile_is_named_and_never_overwritten()
    {
        await using var node = new NodeProcess("corrupt", MailCircle.Plain);
        var profile = Path.Combine(node.DataDirectory, "profile.tox");
        var garbage = Enumerable.Range(0, 4000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(profile, garbage, Cancelled);

        Assert.Equal(BadStart, await node.RunToExitAsync(ExitTimeout, Cancelled));

        AssertPlainWords(node, "profile.tox");
        Assert.Equal(garbage, await File.ReadAllBytesAsync(profile, Cancelled));
    }

    [Fact]
    public async Task A_lost_profile_ends_the_start_and_makes_nobody_else()
    {
        await using var node = new NodeProcess("lost", MailCircle.Plain);
        await node.StartAsync(Cancelled);
        await node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        var profile = Path.Combine(node.DataDirectory, "profile.tox");
        var before = await File.ReadAllBytesAsync(profile + ".bak", Cancelled);
        File.Delete(profile);

        Assert.Equal(BadStart, await node.RunToExitAsync(ExitTimeout, Cancelled));

        AssertPlainWords(node, "profile.tox", "toxmail profile import", profile + ".bak");
        Assert.False(File.Exists(profile));
        Assert.Equal(before, await File.ReadAllBytesAsync(profile + ".bak", Cancelled));
    }

    [Fact]
    public async Task A_profile_cut_short_is_named_and_never_overwritten()
    {
        await using var node = new NodeProcess("cut", MailCircle.Plain);
        await node.StartAsync(Cancelled);
        await node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        var profile = Path.Combine(node.DataDirectory, "profile.tox");
        var half = (await File.ReadAllBytesAsync(profile, Cancelled))[..40];
        await File.WriteAllBytesAsync(profile, half, Cancelled);

        Assert.Equal(BadStart, await node.RunToExitAsync(ExitTimeout, Cancelled));

        AssertPlainWords(node, "profile.tox");
        Assert.Equal(half, await File.ReadAllBytesAsync(profile, Cancelled));
    }

    [Fact]
    public async Task Every_fault_of_a_nonsense_configuration_is_told_at_once()
    {
        var nonsense = new Dictionary<string, string>
        {
            ["Smtp:Port"] = "seventy",
            ["Pop3:Address"] = "0.0.0.0",
            ["Mail:MaxMessageBytes"] = "-5",
            ["Delivery:ExpireAfter"] = "soon",
            ["Tox:Proxy"] = "gopher://nowhere",
            ["Smpt"] = "25",
        };
        await using var node = new NodeProcess("nonsense", nonsense);

        Assert.Equal(BadStart, await node.RunToExitAsync(ExitTimeout, Cancelled));

        AssertPlainWords(node, [.. nonsense.Keys]);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_named()
    {
        var file = Path.GetTempFileName();
        await using var node = new NodeProcess("file", Setting("DataDirectory", file));

        Assert.Equal(BadStart, await node.RunToExitAsync(ExitTimeout, Cancelled));

        AssertPlainWords(node, file);
        File.Delete(file);
    }

    [Fact]
    public async Task A_node_ends_within_5_seconds_of_SIGTERM_also_with_clients_connected()
    {
        await using var user = await MailUser.StartAsync("busy", MailCircle.Plain, Cancelled);
        await using var smtp = await user.OpenSmtpAsync(Cancelled);
        await using var pop3 = await user.OpenPop3Async(Cancelled);

        Assert.Equal(0, await user.Node.StopAsync(NodeProcess.StopTimeout, Cancelled));

        await user.Node.AssertStoreIsSoundAsync();
    }

    /// <summary>The lock is there before anything else, the certificates when the services begin, one after the other.</summary>
    [Theory]
    [InlineData("toxmail.lock")]
    [InlineData("toxmail.db")]
    [InlineData("tls/ca.pem")]
    [InlineData("relay.db")]
    public async Task A_node_told_to_end_before_it_is_ready_ends_with_0(string sign)
    {
        await using var node = new NodeProcess("early", MailCircle.Plain);
        node.Launch();
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(node.DataDirectory, sign))), NodeProcess.StartTimeout, node.Tail, Cancelled);

        // The five seconds are for a node that is ready: a start under way first comes to where it can end.
        Assert.Equal(0, await node.StopAsync(4 * NodeProcess.StopTimeout, Cancelled));

        Assert.DoesNotContain("ToxMail ready", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" error ", node.Output, StringComparison.Ordinal);
        AssertPlainWords(node);
    }

    private static Dictionary<string, string> Setting(string key, string value) => new() { [key] = value };

    private static void AssertPlainWords(NodeProcess node, params string[] words)
    {
        Assert.All(words, word => Assert.Contains(word, node.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", node.Output, StringComparison.Ordinal);
    }

    private static async Task<NodeApi> WaitForApiAsync(NodeProcess node)
    {
        var token = Path.Combine(node.DataDirectory, "api.token");
        await Wait.UntilAsync(async () => await AnswersAsync(token, node.DashboardPort), NodeProcess.StartTimeout, node.Tail, Cancelled);
        return new NodeApi(node.DashboardPort, (await File.ReadAllTextAsync(token, Cancelled)).Trim());
    }

    private static async Task<bool> AnswersAsync(string token, int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, Cancelled);
            return File.Exists(token);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
