using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A relay whose disk is full to the last byte.</summary>
[Long]
public sealed class FullDiskRelayTests
{
    // A node keeps 64 MB free for itself.
    private const int DiskMegabytes = 120;

    private readonly Random _random = new(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_what_it_has_says_that_it_takes_nothing_and_takes_it_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        await using var network = await ToxTestNetwork.StartAsync(tcpOnly: false, Cancelled);
        var onSmallDisk = new Dictionary<string, string>(RelayGraph.Quick.Concat(network.NodeConfiguration())) { ["DataDirectory"] = Path.Combine(disk.Folder, "bob") };
        await using var bob = await MailUser.StartAsync("bob", onSmallDisk, Cancelled);
        await using var liar = new LyingRelay(network.AsBootstrapNode());
        await bob.Node.Api.AddContactAsync(liar.Tox.Id.ToString(), "carol", "Hello", Cancelled);
        await UntilAsync(bob, () => !liar.Greeted.IsEmpty, "greet");
        var key = Assert.Single(liar.Greeted.Keys);
        JunkEnvelope[] envelopes = [.. Enumerable.Range(0, 10).Select(_ => JunkEnvelope.Make(_random, EnvelopeClass.Large))];
        liar.Answer = id => Array.Find(envelopes, envelope => envelope.Offer.Id == id)?.Bytes;
        await liar.OfferAsync(key, [.. envelopes[..5].Select(static envelope => envelope.Offer)]);
        await HoldsAsync(bob, 5);

        var ballast = await disk.FillAsync(Cancelled);
        await liar.OfferAsync(key, [.. envelopes[5..].Select(static envelope => envelope.Offer)]);
        await liar.SendFileAsync(key, envelopes[5].Bytes);
        for (ulong i = 1; i < 200; i++)
        {
            // Each is to be written down, and cannot.
            await liar.SendAsync(key, new Frame.Offer(i * 1000, []));
        }

        await liar.SendAsync(key, new Frame.Release([envelopes[0].Release]));
        await UntilAsync(bob, () => bob.Node.Output.Contains("The disk is almost full: no relayed mail is taken", StringComparison.Ordinal), "say that its disk is full");
        await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(3), Cancelled);
        Assert.Equal(5, liar.Wanted.Count);
        Assert.InRange((await HeldAsync(bob)).Envelopes, 4, 5);

        // By itself: what the contact has shown meanwhile is asked for, or the contact is greeted and shows it again.
        File.Delete(ballast);
        var greetings = 1;
        await Wait.UntilAsync(
            async () =>
            {
                if (greetings < liar.Greetings)
                {
                    greetings = liar.Greetings;
                    await liar.OfferAsync(key, [.. envelopes[5..].Select(static envelope => envelope.Offer)]);
                    await liar.SendAsync(key, new Frame.Release([envelopes[0].Release]));
                }

                return (await HeldAsync(bob)).Envelopes == 9;
            },
            RelayGraph.Timeout,
            () => $"bob to take the rest, greeted {greetings} times, asked for {liar.Wanted.Count}\n{bob.Node.Tail()}",
            Cancelled);

        // Killed while the disk is full: all of it is there once the program starts again.
        ballast = await disk.FillAsync(Cancelled);
        await liar.SendAsync(key, new Frame.Release([envelopes[1].Release]));
        await bob.Node.KillAsync(Cancelled);
        File.Delete(ballast);
        await bob.StartAsync(Cancelled);

        // Its relay may be busy at first, and then shows nothing.
        await Wait.UntilAsync(async () => (await HeldAsync(bob)).Envelopes is 8 or 9, RelayGraph.Timeout, () => $"bob to hold 8 or 9\n{bob.Node.Tail()}", Cancelled);
        Assert.DoesNotContain("damaged", bob.Node.Output, StringComparison.Ordinal);
        Assert.Equal(0, await bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled));
        await bob.Node.AssertStoreIsSoundAsync();
    }

    private static async Task<RelayPageView.HeldView> HeldAsync(MailUser user) => (await user.Node.Api.GetAsync<RelayPageView>("relay", Cancelled)).Held;

    private static Task HoldsAsync(MailUser user, int envelopes) =>
        Wait.UntilAsync(async () => (await HeldAsync(user)).Envelopes == envelopes, RelayGraph.Timeout, () => $"{user.Name} to hold {envelopes}\n{user.Node.Tail()}", Cancelled);

    private static Task UntilAsync(MailUser user, Func<bool> isSo, string words) =>
        Wait.UntilAsync(() => Task.FromResult(isSo()), RelayGraph.Timeout, () => $"{user.Name} to {words}\n{user.Node.Tail()}", Cancelled);
}
