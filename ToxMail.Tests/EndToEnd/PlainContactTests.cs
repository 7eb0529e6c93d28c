using ToxMail.Core.Wire;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Support.PlainTox;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A contact whose program is bare libtoxcore: what happens to mail for it depends on what that program says, if it says anything.</summary>
public sealed class PlainContactTests
{
    private static readonly TimeSpan Timeout = MailCircle.ConnectTimeout;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_waits_with_the_reason_until_the_contact_runs_a_ToxMail_that_understands_ours()
    {
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("alice", MailCircle.Plain)], Cancelled);
        var alice = circle.Users[0];
        using var plain = new PlainClient(udp: true) { Name = "Plain" };
        plain.AddFriend(alice.PublicKey);
        plain.GoOnline(circle.Network);
        await NodeApi.EnsureAsync(await alice.Node.Api.AddContactAsync(plain.Id, "plain", "Hello", Cancelled), Cancelled);
        await WaitForContactAsync(alice, static contact => contact.IsOnline);
        var mail = TestMail.Create(alice, alice, 1_000);
        await alice.SendAsync(mail.Bytes, ["plain@tox.alt"], Cancelled);

        // A chat client is silent.
        await WaitForContactAsync(alice, static contact => contact is { IsOnline: true, IsToxMail: false, PendingOut: 1 });
        await WaitForErrorAsync(alice, "The contact is online with a Tox program that is not ToxMail.");

        // A ToxMail of the far future speaks no version of ours.
        plain.Send(Hello(lowest: 99));
        await WaitForContactAsync(alice, static contact => contact.IsToxMail == true);
        await WaitForErrorAsync(alice, "The contact's ToxMail is too new for this one: please update.");
        Assert.DoesNotContain(Frames(plain), static frame => frame is Frame.MailPart);

        // One like ours gets the mail, and nothing but its answer ends the wait.
        plain.Send(Hello(lowest: 1));
        var part = (Frame.MailPart)await Wait.ForAsync(() => Task.FromResult(Frames(plain).FirstOrDefault(static frame => frame is Frame.MailPart)), Timeout, alice.Node.Tail, Cancelled);
        Assert.Equal(1, (await alice.Node.Api.StatusAsync(Cancelled)).Outbox.Pending);
        plain.Send(FrameCodec.Write(new Frame.MailStored([part.Digest])));
        Assert.Equal("Delivered", Assert.Single(await alice.WaitForOutboxAsync(Timeout, Cancelled)).State);
        await circle.CloseAsync();
    }

    private static byte[] Hello(int lowest) => FrameCodec.Write(new Frame.Hello(Math.Max(lowest, WireFormat.Version), lowest, 1_000_000, 0, "test"));

    private static IEnumerable<Frame?> Frames(PlainClient client) =>
        client.Packets.Select(static packet => FrameCodec.Read(packet, out var frame) == FrameReading.Ok ? frame : null);

    private static Task WaitForContactAsync(MailUser user, Func<ContactView, bool> isSo) =>
        Wait.UntilAsync(async () => (await user.Node.Api.ContactsAsync(Cancelled)).Any(isSo), Timeout, user.Node.Tail, Cancelled);

    private static async Task WaitForErrorAsync(MailUser user, string words) => await Wait.UntilAsync(
        async () => Assert.Single(await user.Node.Api.OutboxAsync(Cancelled)) is { State: "AwaitingPeer" } row && row.LastError == words,
        Timeout,
        user.Node.Tail,
        Cancelled);
}
