using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Tox;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>
/// Two nodes that may only speak through a proxy, one of each kind, with UDP and local discovery left on in their settings. Alone, because a
/// node started while another test has libtoxcore in this process inherits that one's sockets, which it then seems to have opened.
/// </summary>
[Collection(typeof(Alone))]
public sealed class ProxiedNodeTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_crosses_two_proxies_and_nothing_goes_beside_them()
    {
        using var http = new HttpProxy();
        using var socks = new Socks5Proxy();
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("alice", Through(http.Uri)), ("bob", Through(socks.Uri))], Cancelled);
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        var (mail, answer) = (TestMail.Create(alice, bob, 300_000), TestMail.Create(bob, alice, 2_000));

        await alice.SendAsync(mail, bob, Cancelled);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
        await bob.SendAsync(answer, alice, Cancelled);
        await alice.WaitForMailsAsync(1, Timeout, Cancelled);

        Arrived.AssertEachOnce([mail], await bob.EmptyMailboxAsync(Cancelled));
        Arrived.AssertEachOnce([answer], await alice.EmptyMailboxAsync(Cancelled));
        AssertOnlySpeaksTo(http.Uri.Port, alice.Node);
        AssertOnlySpeaksTo(socks.Uri.Port, bob.Node);
        Assert.All(http.Targets.Concat(socks.Targets), target => Assert.Equal(circle.Network.TcpPort, target.Port));
        Assert.NotEmpty(http.Targets);
        Assert.NotEmpty(socks.Targets);
        await circle.CloseAsync();
    }

    [Fact]
    public async Task A_name_is_looked_up_through_the_proxy_and_nothing_goes_beside_it()
    {
        var looked = new TaskCompletionSource();
        using var proxy = new Socks5Proxy();
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            await looked.Task.WaitAsync(cancellationToken);
            await MessageFraming.WriteAsync(stream, Answers.Of(question, Answers.Txt("tarek._tox.example.test", 60, NameRecord.TextFor(SignedDnsWorld.TarekId))), cancellationToken);
        });
        var settings = new Dictionary<string, string> { ["Tox:Proxy"] = proxy.Uri.ToString(), ["Names:Resolver"] = $"udp://{resolver.Address.Server}" };
        await using var node = new NodeProcess("named", settings);
        await node.StartAsync(Cancelled);
        await using var smtp = await RawSmtp.LoginAsync(node.SmtpPort, await node.Api.CreatePasswordAsync("tests", Cancelled), Cancelled);
        await smtp.CommandAsync("MAIL FROM:<me@tox.alt>", Cancelled);

        var recipient = smtp.CommandAsync("RCPT TO:<tarek@example.test>", Cancelled);
        await Wait.UntilAsync(() => Task.FromResult(!resolver.Questions.IsEmpty), Timeout, () => "the question", Cancelled);
        AssertOnlySpeaksTo(proxy.Uri.Port, node);
        looked.SetResult();

        Assert.StartsWith("250", await recipient, StringComparison.Ordinal);
        Assert.Contains(resolver.Address.Server, proxy.Targets);
        Assert.Equal(resolver.Connections, proxy.Targets.Count(target => target.Equals(resolver.Address.Server)));
    }

    [Theory]
    [InlineData(false, "udp")]
    [InlineData(true, "udp6")]
    public async Task The_Tox_socket_is_of_the_kind_that_IPv6_on_or_off_asks_for(bool enabled, string table)
    {
        await using var node = new NodeProcess("kind", new Dictionary<string, string> { ["Tox:Ipv6Enabled"] = $"{enabled}" });

        await node.StartAsync(Cancelled);

        Assert.Equal(new ProcessSocket(table, node.ToxPort, 0), Assert.Single(ProcessSockets.Of(node.ProcessId, node.InheritedSockets).Udp));
    }

    private static Dictionary<string, string> Through(Uri proxy) => new() { ["Tox:Proxy"] = proxy.ToString() };

    private static void AssertOnlySpeaksTo(int proxy, NodeProcess node)
    {
        int[] own = [node.SmtpPort, node.Pop3Port, node.DashboardPort];
        var sockets = ProcessSockets.Of(node.ProcessId, node.InheritedSockets);
        Assert.Empty(sockets.Udp);
        Assert.Contains(sockets.Tcp, socket => socket.RemotePort == proxy);
        Assert.All(sockets.Tcp, socket => Assert.True(socket.RemotePort == proxy || own.Contains(socket.LocalPort), $"{socket}"));
    }
}
