using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;
using ToxMail.Core.Tox.Native;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.Tox;

/// <summary>What one friend sends while nobody reads what the network brings.</summary>
public sealed class FloodTests
{
    private const int Limit = 256;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_all_its_names_the_latest_waits()
    {
        await using var alone = new LoneNode(InProcessNode.Options(0, null));
        var node = alone.Node;
        var friend = new ToxId(new PublicKey([.. Enumerable.Repeat((byte)2, PublicKey.Size)]), 7).PublicKey;
        await node.AddFriendAsync(friend);
        await SayNamesAsync(node, friend, 0, 1000);

        var names = await node.Names.ReadAsync(Ct);
        Assert.Equal([KeyValuePair.Create(friend, "999")], names);
        Assert.False(node.Events.TryPeek(out _));

        await SayNamesAsync(node, friend, 1000, 1);
        node.Names.Handled(names[0]);
        names = await node.Names.ReadAsync(Ct);
        Assert.Equal([KeyValuePair.Create(friend, "1000")], names);

        node.Names.Handled(names[0]);
        var later = node.Names.ReadAsync(Ct);
        Assert.False(later.IsCompleted);
        await SayNamesAsync(node, friend, 1001, 1);
        Assert.Equal("1001", Assert.Single(await later).Value);
    }

    [Fact]
    public async Task Offers_wait_up_to_a_limit_and_are_taken_again_once_some_are_handled()
    {
        await using var first = new LoneNode(InProcessNode.Options(0, null));
        var alice = first.Node;
        var hub = new BootstrapNode("127.0.0.1", alice.Status.UdpPort, alice.Status.DhtKey, [alice.Status.TcpRelayPort]);
        await using var second = new LoneNode(InProcessNode.Options(1, hub));
        var bob = second.Node;
        await alice.RunAsync(engine => engine.Bootstrap("127.0.0.1", hub));
        await alice.AddFriendAsync(bob.Id.PublicKey);
        await bob.AddFriendAsync(alice.Id.PublicKey);
        await UntilConnectedAsync(alice);
        await UntilConnectedAsync(bob);

        var offers = await OffersOfAsync(alice, bob, Limit + 50);
        Assert.Equal(Limit, offers.Count);

        bob.Handled(offers[0]);
        Assert.Single(await OffersOfAsync(alice, bob, 5));
    }

    [Fact]
    public async Task Requests_of_strangers_wait_up_to_a_limit_however_many_keys_they_have()
    {
        await using var alone = new LoneNode(InProcessNode.Options(0, null));
        var node = alone.Node;

        await AskAsync(node, 1000);
        Assert.Equal(64, node.Events.Count);
        node.Handled((ToxEvent.FriendRequest)await node.Events.ReadAsync(Ct));
        await AskAsync(node, 5);
        Assert.Equal(64, node.Events.Count);
    }

    private static Task AskAsync(ToxNode node, int count) => node.RunAsync(engine =>
    {
        for (var i = 0; i < count; i++)
        {
            ((IToxListener)engine).FriendRequest(new PublicKey([.. BitConverter.GetBytes(i), .. new byte[PublicKey.Size - sizeof(int)]]), "Hello"u8);
        }
    });

    /// <summary>Offers files and takes each back at once; gives those that came before a packet sent last.</summary>
    private static async Task<IReadOnlyList<ToxEvent.FileOffer>> OffersOfAsync(ToxNode sender, ToxNode receiver, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var transfer = await sender.SendFileAsync(receiver.Id.PublicKey, 0, new byte[32], new MemoryStream(new byte[5000]));
            await sender.CancelAsync(transfer!);
        }

        await sender.SendAsync(receiver.Id.PublicKey, [160]);
        var offers = new List<ToxEvent.FileOffer>();
        await foreach (var happened in receiver.Events.ReadAllAsync(Ct))
        {
            switch (happened)
            {
                case ToxEvent.FileOffer offer:
                    offers.Add(offer);
                    break;
                case ToxEvent.Packet:
                    return offers;
            }
        }

        return offers;
    }

    private static Task SayNamesAsync(ToxNode node, PublicKey friend, int first, int count) => node.RunAsync(engine =>
    {
        for (var i = first; i < first + count && engine.Friends.TryNumber(friend, out var number); i++)
        {
            ((IToxListener)engine).FriendName(number, System.Text.Encoding.ASCII.GetBytes($"{i}"));
        }
    });

    private static async Task UntilConnectedAsync(ToxNode node)
    {
        await foreach (var happened in node.Events.ReadAllAsync(Ct))
        {
            if (happened is ToxEvent.FriendConnection { Connection: not ToxConnection.None })
            {
                return;
            }
        }
    }
}
