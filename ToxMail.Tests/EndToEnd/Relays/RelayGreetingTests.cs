using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A contact that greets once takes nothing of the relay before it has heard of ours, as other nodes do. Nothing is said to it before, and it is heard from then on.</summary>
public sealed class RelayGreetingTests(SideBySide tests) : IClassFixture<SideBySide>
{
    private static readonly RelayOptions Quick = new() { Tick = TimeSpan.FromMilliseconds(500), MaxWantDelay = TimeSpan.FromMilliseconds(200) };

    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(1);

    [Fact]
    public Task What_the_relay_has_to_say_waits_for_a_HELLO_that_was_late_because_the_relay_was_busy() => RunAsync(BeBusyAsync);

    [Fact]
    public Task A_contact_that_came_while_the_relay_was_off_is_asked_for_what_it_offers_once_it_is_on() => RunAsync(BeOffAsync);

    private Task RunAsync(Func<CancellationToken, Task> test) => tests.RunAsync(test, BeBusyAsync, BeOffAsync);

    private static async Task BeBusyAsync(CancellationToken ct)
    {
        await using var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick);
        await using var contact = new LyingRelay(node.AsBootstrapNode());

        // Until the contact has come and was greeted without a word of the relay; what it says itself comes meanwhile.
        node.RelayWork.Post(async stopping =>
        {
            while (contact.Greetings == 0)
            {
                await Task.Delay(Meanwhile, TimeProvider.System, stopping);
            }
        });
        await node.Store.Contacts.AddAsync(new Recipient.ById(contact.Tox.Id), "bob", null, ct);
        await NodePair.UntilAsync(() => Task.FromResult(contact.Greeted.GetValueOrDefault(node.Own.PublicKey) is not null && contact.Frames.Any(static frame => frame is Frame.Keys)));

        Frame[] frames = [.. contact.Frames];
        Assert.IsType<Frame.Hello>(frames[0]);
        Assert.Null(((Frame.Hello)frames[0]).Relay);
        Assert.All(frames.TakeWhile(static frame => frame is not Frame.Hello { Relay: not null }), static frame => Assert.IsType<Frame.Hello>(frame));
    }

    private static async Task BeOffAsync(CancellationToken ct)
    {
        await using var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick with { Mode = RelayMode.Off });
        await using var contact = new LyingRelay(node.AsBootstrapNode());
        await node.Store.Contacts.AddAsync(new Recipient.ById(contact.Tox.Id), "bob", null, ct);
        await NodePair.UntilAsync(async () => await node.Store.Contacts.FindAsync(contact.Key, ct) is { IsToxMail: true } && contact.Greetings > 0);
        Assert.Null(contact.Greeted[node.Own.PublicKey]);

        await node.Relay.ChangeAsync(Quick, ct);
        await NodePair.UntilAsync(() => Task.FromResult(contact.Greeted[node.Own.PublicKey] is not null));
        var junk = JunkEnvelope.Make(new Random(7));
        await contact.OfferAsync(node.Own.PublicKey, junk.Offer);

        await NodePair.UntilAsync(() => Task.FromResult(contact.Wanted.Contains(junk.Offer.Id)));
    }
}
